import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { isObject, type Json, type JsonObject } from "../../src/json/json.ts";

/** One request that the broker got. */
export interface Asked {
  readonly line: string;
  readonly query: string;
  readonly authorization: string | undefined;
  readonly body: Json | undefined;
}

export interface BrokerPact {
  readonly pact: JsonObject;
  readonly pending?: boolean;
  /** Instead of the recorded ones. */
  readonly notices?: Json;
}

/** The requests that a broker understands. */
export type Route =
  | "index"
  | "listing"
  | "pact"
  | "provider"
  | "branch-version"
  | "results"
  | "publish"
  | "matrix";

/**
 * The name of a recorded answer in `fixtures/broker`, or one made of it; "hang" for none at all, "half" for one that
 * never ends, "cut" for a connection that breaks.
 */
export type Reply = string | Recording;

export interface StandInOptions {
  readonly pacts?: readonly BrokerPact[];
  /** Instead of the usual answer; of a list, the last one stays. */
  readonly replies?: Partial<Record<Route, Reply | readonly Reply[]>>;
  /** Default: bearer, with "broker-token"; basic wants "user" and "secret". */
  readonly auth?: "bearer" | "basic" | "none";
  readonly basePath?: string;
  /** What the broker calls itself in its links. */
  readonly calledItself?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

const OUR_PACT = new URL("../../contracts/pacts/opencx-client-opencx.json", import.meta.url);

/** What the recordings call the broker. */
const RECORDED_ORIGIN = "http://broker.example";
const BEARER = "Bearer broker-token";
const BASIC = `Basic ${Buffer.from("user:secret").toString("base64")}`;

export interface Recording {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Json;
}

/** An answer that sends elsewhere. */
export function redirectTo(location: string): Recording {
  return { status: 302, headers: { location }, body: null };
}

/** An answer of a real Pact Broker, as it was recorded. */
export async function recording(name: string): Promise<Recording> {
  const file = new URL(`../fixtures/broker/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as Recording;
}

/**
 * Answers as a real Pact Broker did (2.120.0, recorded in `fixtures/broker`), on a socket of the loopback, and keeps
 * what it was asked. Only the pacts are the test's own.
 */
export async function standInBroker(options: StandInOptions = {}) {
  const { pacts = [], replies = {}, auth = "bearer", basePath = "", tls } = options;
  const asked: Asked[] = [];
  const times = new Map<Route, number>();
  const branched = new Set<string>();
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self = (options.calledItself ?? origin) + basePath;
  return {
    url: origin + basePath,
    asked,
    asks: (route: Route) => asked.filter(({ line }) => routeOf(...split(line))?.route === route),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };

  function listener(request: IncomingMessage, response: ServerResponse): void {
    void handle(request, response);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const { authorization } = request.headers;
    const line = `${request.method} ${path}`;
    asked.push({ line, query, authorization, body: sent === "" ? undefined : (JSON.parse(sent) as Json) });
    const found = routeOf(request.method ?? "", path);
    const planned = found === undefined ? "unknown-path" : (refusalOf(authorization) ?? next(found.route));
    if (planned === "hang") return;
    if (planned === "cut") return void response.destroy();
    const { status, headers, body } =
      planned === undefined || planned === "half"
        ? await usual(found!.route, found!.key, sent)
        : typeof planned === "object"
          ? planned
          : await recording(planned);
    const written =
      body === null
        ? ""
        : typeof body === "string"
          ? body
          : JSON.stringify(body).replaceAll(RECORDED_ORIGIN, self);
    response.writeHead(status, headers);
    if (planned === "half") return void response.write(written.slice(0, written.length / 2));
    response.end(written);
  }

  function refusalOf(authorization: string | undefined): string | undefined {
    if (auth === "none" || authorization === (auth === "bearer" ? BEARER : BASIC)) return undefined;
    if (auth === "bearer") return "bearer-wrong-token";
    return authorization?.startsWith("Bearer") ? "basic-bearer-token" : "basic-no-credentials";
  }

  function next(route: Route): Reply | undefined {
    const all = [replies[route] ?? []].flat();
    const turn = times.get(route) ?? 0;
    times.set(route, turn + 1);
    return all[Math.min(turn, all.length - 1)];
  }

  function routeOf(method: string, path: string): { route: Route; key: string } | undefined {
    if (path !== basePath && !path.startsWith(`${basePath}/`)) return undefined;
    const known: [Route, string, RegExp][] = [
      ["index", "GET", /^\/?$/],
      ["listing", "GET", /^\/pacts\/provider\/([^/]+)\/for-verification$/],
      ["listing", "POST", /^\/pacts\/provider\/([^/]+)\/for-verification$/],
      ["results", "POST", /\/pact-version\/(\d+)\/metadata\/[^/]+\/verification-results$/],
      ["pact", "GET", /\/pact-version\/(\d+)\/metadata\/[^/]+$/],
      ["branch-version", "PUT", /^\/pacticipants\/opencx\/branches\/([^/]+\/versions\/[^/]+)$/],
      ["provider", "GET", /^\/pacticipants\/opencx()$/],
      ["publish", "POST", /^\/contracts\/publish()$/],
      ["matrix", "GET", /^\/matrix()$/],
    ];
    for (const [route, wanted, pattern] of known) {
      const match = method === wanted ? pattern.exec(path.slice(basePath.length)) : null;
      if (match !== null) return { route, key: match[1] ?? "" };
    }
    return undefined;
  }

  async function usual(route: Route, key: string, sent: string): Promise<Recording> {
    switch (route) {
      case "index":
        return recording("index");
      case "listing":
        return key === "opencx" ? listing() : recording("for-verification-unknown-provider");
      case "pact":
        return pactAt(Number(key));
      case "provider":
        return recording("provider");
      case "branch-version": {
        // The second time it is no longer created; both are accepted.
        const status = branched.has(key) ? 200 : 201;
        branched.add(key);
        return { ...(await recording("provider-version-created")), status };
      }
      case "results":
        return recording(
          (JSON.parse(sent) as JsonObject).success === true ? "results-accepted" : "results-accepted-failed",
        );
      case "publish":
        return recording("publish-new");
      case "matrix":
        return recording("matrix-passed");
    }
  }

  async function listing(): Promise<Recording> {
    if (pacts.length === 0) return recording("for-verification-nothing");
    const answer = await recording("for-verification-default");
    const [known, pendingOne] = [firstOf(answer), firstOf(await recording("for-verification-pending"))];
    const embedded = pacts.map(({ pending = false, notices }, number) => {
      const entry = pending ? pendingOne : known;
      const properties = entry.verificationProperties as JsonObject;
      return {
        ...entry,
        verificationProperties: notices === undefined ? properties : { ...properties, notices },
        _links: { self: { href: `${RECORDED_ORIGIN}${pactPath(number)}`, name: `Pact ${number}` } },
      };
    });
    return { ...answer, body: { ...(answer.body as JsonObject), _embedded: { pacts: embedded } } };
  }

  function pactPath(number: number): string {
    const consumer = pacts[number]!.pact.consumer;
    const name = isObject(consumer) ? encodeURIComponent(String(consumer.name)) : "";
    return `/pacts/provider/opencx/consumer/${name}/pact-version/${number}/metadata/bWV0YQ`;
  }

  async function pactAt(number: number): Promise<Recording> {
    const pact = pacts[number]?.pact;
    if (pact === undefined) return recording("unknown-path");
    const answer = await recording("pact");
    const { _links } = answer.body as JsonObject;
    const interactions = (pact.interactions as JsonObject[]).map((each, index) => ({
      ...each,
      _id: `interaction-${index}-of-${number}`,
    }));
    const results = { href: `${RECORDED_ORIGIN}${pactPath(number)}/verification-results` };
    return {
      ...answer,
      body: {
        ...pact,
        interactions,
        _links: {
          ...(_links as JsonObject),
          self: { title: "Pact", name: `Pact ${number}`, href: `${RECORDED_ORIGIN}${pactPath(number)}` },
          "pb:publish-verification-results": results,
        },
      },
    };
  }
}

function firstOf({ body }: Recording): JsonObject {
  return ((body as JsonObject)._embedded as { pacts: JsonObject[] }).pacts[0]!;
}

function split(line: string): [method: string, path: string] {
  return line.split(" ") as [string, string];
}

/** A committed pact of ours, cut down to some of its interactions. */
export async function ourPact(...descriptions: readonly string[]): Promise<JsonObject> {
  const pact = JSON.parse(await readFile(OUR_PACT, "utf8")) as JsonObject;
  const interactions = (pact.interactions as JsonObject[]).filter(({ description }) =>
    descriptions.includes(String(description)),
  );
  return { ...pact, interactions };
}
