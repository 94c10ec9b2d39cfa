import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { showCredential } from "../http/credentials.ts";
import type { WireAnswer, WireRequest } from "../http/transport.ts";
import type { Json } from "../json/json.ts";
import { objectAt } from "../json/member.ts";
import { listenWith } from "../listen-with.ts";
import { operationAt } from "../send-message/contract/operation-at.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import {
  CannotSetUp,
  InteractionSetup,
  type LeftBehind,
  type ProviderAccess,
} from "../send-message/pact-states/interaction-setup.ts";
import {
  knownStates,
  resolveState,
  type StateMap,
  type StateNeed,
} from "../send-message/pact-states/resolve-state.ts";
import { sendPatiently } from "../send-message/pact-states/send-patiently.ts";
import { realIds, theirIds } from "../send-message/pact-states/stand-in-ids.ts";

/** Where the verifier announces provider states; no operation of the API has such a path. */
const STATE_PATH = "/_opencx-conformance/provider-state";

/** How long to wait between two reads of what may be late, in milliseconds. */
const READ_EVERY_MS = 50;

/** Stands between the Pact verifier and the provider. */
export type Relay = Awaited<ReturnType<typeof startRelay>>;

/**
 * Starts a relay on the loopback. It sets states up, puts keys and real ids into requests, so that no pact file and
 * no verifier ever holds them, waits for lagging reads and request limits, and keeps what stood in the way. What it
 * creates is added to `leftBehind`. A read may lag behind a write for `settleMs` milliseconds.
 */
export async function startRelay(
  options: ProviderAccess & { readonly stateMap: StateMap; readonly settleMs: number },
  leftBehind: LeftBehind,
) {
  /**
   * One entry for each interaction, in the order of their verification: why nothing can be said about the provider, since
   * a state could not be set up, or no whole answer came. `undefined` where an answer came.
   */
  const problems: (string | undefined)[] = [];
  let setup = new InteractionSetup(options, leftBehind);
  let answered = false;

  const server = createServer((request, response) => {
    const handled = request.url === STATE_PATH ? changeState(request, response) : forward(request, response);
    handled.catch((error: Error) => {
      problems.push(error.message);
      reply(response, 502, { problem: error.message });
    });
  });
  const { url, close } = await listenWith(server, {});
  return { port: new URL(url).port, stateUrl: `${url}${STATE_PATH}`, problems, close };

  async function changeState(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const change = JSON.parse((await buffer(request)).toString()) as Json;
    // A state belongs to the interaction whose request comes next.
    if (answered) [setup, answered] = [new InteractionSetup(options, leftBehind), false];
    const { state } = objectAt(change);
    if (typeof state === "string" && state !== "") {
      // The verifier repeats a refused change for minutes: a failure is reported when the request comes.
      setup.failure ??= await failureOf({ name: state, params: objectAt(change, "params") });
    }
    reply(response, 200, setup.values);
  }

  async function failureOf(need: StateNeed): Promise<string | undefined> {
    const resolved = resolveState(need, options.stateMap);
    if (resolved.problem !== undefined) return `${resolved.problem}; known: ${knownStates()}`;
    try {
      await resolved.state.setUp(setup, resolved.params);
      return undefined;
    } catch (error) {
      if (!(error instanceof CannotSetUp)) throw error;
      return `the state "${need.name}" could not be set up: ${error.message}`;
    }
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    answered = true;
    const { method = "GET", url = "/" } = request;
    const body = await buffer(request);
    const shown = showCredential(setup.credential, options.keys);
    if (setup.failure !== undefined) throw new CannotSetUp(setup.failure);
    if (shown === undefined) throw new CannotSetUp("a key without write scope is missing");
    // Whatever key the consumer calls unknown is as unknown here.
    const theirs = setup.credential === "wrong" ? request.headers.authorization : undefined;
    const operation = operationAt(method, url);
    const swapped = realIds(url, body, operation, setup.values);
    const { response: answer, error } = await settled(
      {
        method,
        path: swapped.path,
        headers: requestHeaders(request, theirs ?? shown.authorization, body.byteLength > 0),
        ...(body.byteLength > 0 && { body: swapped.body }),
      },
      operation?.id,
    );
    if (answer === undefined) throw new CannotSetUp(`no whole answer: ${error?.kind}, ${error?.message}`);
    setup.noteCreated(operation?.id, answer);
    const { status } = answer;
    // The verifier would follow a redirect, and judge another answer than the one of this interaction.
    const headers = answer.headers.filter(
      (header) => isEndToEnd(header) && !(status >= 300 && status < 400 && header[0] === "location"),
    );
    response.writeHead(status, headers.flat() as string[]).end(theirIds(answer.body, swapped));
    problems.push(undefined);
  }

  /** A read that is late is repeated: the one that shows what was set, or the last one, is the answer. */
  async function settled(sent: WireRequest, operation: OperationId | undefined): Promise<WireAnswer> {
    if (setup.limited) return options.transport.send(sent);
    const untilMs = performance.now() + options.settleMs;
    for (;;) {
      const answer = await sendPatiently(options.transport, sent, options.patienceMs);
      const isLate = answer.response !== undefined && setup.isLate(operation, answer.response);
      if (!isLate || performance.now() > untilMs) return answer;
      await pause(READ_EVERY_MS);
    }
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

type Header = [name: string, value: string];

// The transport frames, decodes and addresses by itself.
const OWN_TO_CONNECTION = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
]);

/** Whether a header is meant for the other end, and not for the connection. */
function isEndToEnd([name]: Readonly<Header>): boolean {
  return !OWN_TO_CONNECTION.has(name.toLowerCase());
}

/** The headers of a request of the verifier as the provider gets them, with this value for Authorization. */
function requestHeaders(
  { headers }: IncomingMessage,
  authorization: string | undefined,
  hasBody: boolean,
): Header[] {
  const theirs = Object.entries(headers).map(([name, value]): Header => [name, String(value)]);
  const kept = theirs.filter((header) => isEndToEnd(header) && header[0] !== "authorization");
  if (hasBody && headers["content-type"] === undefined) kept.push(["content-type", "application/json"]);
  if (authorization !== undefined) kept.push(["authorization", authorization]);
  return kept;
}
