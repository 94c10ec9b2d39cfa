import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { type Keys, showCredential } from "../http/credentials.ts";
import type { Transport, WireAnswer, WireRequest } from "../http/transport.ts";
import { isObject, type Json } from "../json/json.ts";
import { sendPatiently } from "../send-message/pact-states/provider-api.ts";
import {
  type LeftBehind,
  type ProviderSetup,
  providerSetup,
} from "../send-message/pact-states/provider-setup.ts";
import { knownStates, resolveState, type StateMap } from "../send-message/pact-states/resolve-state.ts";
import { CannotSetUp, emptyScope, type Scope } from "../send-message/pact-states/scope.ts";
import { type AddressedOperation, operationAt } from "./operation-at.ts";
import { isEndToEnd, requestHeaders } from "./relayed-headers.ts";
import { ownIds, type Substitution, theirIds } from "./stand-in-ids.ts";

/** Where the verifier announces provider states; no operation of the API has such a path. */
const STATE_PATH = "/_opencx-conformance/provider-state";

/** How long to wait between two looks, in milliseconds. */
const LOOK_EVERY_MS = 50;

export interface RelayOptions {
  readonly transport: Transport;
  readonly keys: Keys;
  readonly stateMap: StateMap;
  /** How long a read may lag behind a write, in milliseconds. */
  readonly settleMs: number;
  /** How long a request limit is waited out, in milliseconds. */
  readonly patienceMs: number;
}

/** What became of one interaction on its way. */
export interface Relayed {
  readonly operation?: AddressedOperation;
  /** Why nothing can be said about the provider: a state could not be set up, or no whole answer came. */
  readonly problem?: string;
}

/** Stands between the Pact verifier and the provider. */
export interface Relay {
  readonly port: number;
  readonly stateUrl: string;
  /** One entry for each interaction, in the order of their verification. */
  readonly relayed: readonly Relayed[];
  readonly leftBehind: LeftBehind;
  close(): Promise<void>;
}

/**
 * Starts a relay on the loopback. It sets states up, puts keys and real ids into requests, so that no pact file and
 * no verifier ever holds them, waits for lagging reads and request limits, and keeps what stood in the way.
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const relayed: Relayed[] = [];
  const leftBehind: LeftBehind = { sessions: [], contacts: [] };
  let scope = emptyScope();
  let answered = false;

  const server = createServer((request, response) => {
    const handled = request.url === STATE_PATH ? changeState(request, response) : forward(request, response);
    handled.catch((error: Error) => {
      relayed.push({ problem: error.message });
      reply(response, 502, { problem: error.message });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stateUrl: `http://127.0.0.1:${port}${STATE_PATH}`,
    relayed,
    leftBehind,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };

  async function changeState(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const change = JSON.parse((await buffer(request)).toString()) as Json;
    // A state belongs to the interaction whose request comes next.
    if (answered) [scope, answered] = [emptyScope(), false];
    if (isObject(change) && typeof change.state === "string" && change.state !== "") {
      const params = isObject(change.params) ? change.params : {};
      await setUp(scope, { name: change.state, params });
    }
    // The verifier repeats a refused change for minutes; a failure is told when the request comes.
    reply(response, 200, scope.values);
  }

  async function setUp(current: Scope, need: Parameters<typeof resolveState>[0]): Promise<void> {
    if (current.failure !== undefined) return;
    const resolved = resolveState(need, options.stateMap);
    if (resolved === undefined) return;
    if ("problem" in resolved) {
      current.failure = `${resolved.problem}; known: ${knownStates()}`;
      return;
    }
    try {
      await resolved.state.setUp(providerSetup(options, current, leftBehind), resolved.params);
    } catch (error) {
      if (!(error instanceof CannotSetUp)) throw error;
      current.failure = `the state "${need.name}" could not be set up: ${error.message}`;
    }
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    answered = true;
    const { method = "GET", url = "/" } = request;
    const body = await buffer(request);
    const shown = showCredential(scope.credential, options.keys);
    const failure =
      scope.failure ?? (shown === undefined ? "a key without write scope is missing" : undefined);
    if (failure !== undefined) return refuse(failure);
    const operation = operationAt(method, url);
    const swap: Substitution = ownIds(url, body.toString(), operation, scope);
    const setup = providerSetup(options, scope, leftBehind);
    const sent = {
      method,
      path: swap.path,
      headers: requestHeaders(request, scope, shown?.authorization, body.byteLength > 0),
      ...(body.byteLength > 0 ? { body: swap.swapped ? Buffer.from(swap.body) : body } : {}),
    };
    const answer = await settled(sent, operation, setup);
    if (answer.response === undefined) {
      return refuse(`no whole answer: ${answer.error?.kind}, ${answer.error?.message}`, operation);
    }
    setup.noteCreated(operation?.id, answer.response);
    relayed.push(operation === undefined ? {} : { operation });
    const { status } = answer.response;
    // The verifier would follow a redirect, and judge another answer than the one of this interaction.
    const headers = answer.response.headers.filter(
      (header) => isEndToEnd(header) && !(status >= 300 && status < 400 && header[0] === "location"),
    );
    response.writeHead(status, headers.flat() as string[]);
    response.end(swap.swapped ? theirIds(answer.response.body, swap) : answer.response.body);

    function refuse(problem: string, at?: AddressedOperation): void {
      relayed.push({ problem, ...(at === undefined ? {} : { operation: at }) });
      reply(response, 502, { problem });
    }
  }

  // A read that lags is looked at again: the one that shows what was set, or the last one, is the answer.
  async function settled(
    sent: WireRequest,
    operation: AddressedOperation | undefined,
    setup: ProviderSetup,
  ): Promise<WireAnswer> {
    if (scope.limited) return options.transport.send(sent);
    const untilMs = performance.now() + options.settleMs;
    for (;;) {
      const answer = await sendPatiently(options.transport, sent, options.patienceMs);
      const late = answer.response !== undefined && isLate(answer.response, operation, setup);
      if (!late || performance.now() > untilMs) return answer;
      await pause(LOOK_EVERY_MS);
    }
  }
}

function isLate(
  { status, body }: NonNullable<WireAnswer["response"]>,
  operation: AddressedOperation | undefined,
  { showsAll, exists }: ProviderSetup,
): boolean {
  const isRead = operation?.id === "getSession" || operation?.id === "listHistory";
  return isRead && (status === 404 ? exists() : status < 300 && !showsAll(operation.id, body));
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
