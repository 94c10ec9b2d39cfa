import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { isObject, type Json, type JsonObject } from "../../src/contract/words.ts";

/** One request that the broker got. */
export interface Asked {
  readonly line: string;
  readonly authorization: string | undefined;
  readonly body: Json | undefined;
}

export interface BrokerPact {
  readonly pact: JsonObject;
  readonly pending?: boolean;
}

/**
 * A Pact Broker's side of the dialogues that we take part in, as its documentation and its client describe them:
 * resources in HAL, on a socket of the loopback. It keeps what it was asked.
 */
export async function recordedBroker(pacts: readonly BrokerPact[], deployable: boolean | null = true) {
  const asked: Asked[] = [];
  let base = "";
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const [path = ""] = (request.url ?? "").split("?");
    asked.push({
      line: `${request.method} ${path}`,
      authorization: request.headers.authorization,
      body: sent === "" ? undefined : (JSON.parse(sent) as Json),
    });
    const known = request.headers.authorization === "Bearer broker-token";
    const [status, body] = known ? answer(request.method ?? "", path) : [401, { error: "Unauthorised" }];
    response
      .writeHead(status, { "content-type": "application/hal+json;charset=utf-8" })
      .end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    asked,
    asks: (line: string) => asked.filter((each) => each.line === line),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };

  function answer(method: string, path: string): [number, Json] {
    if (path === "/") return [200, { _links: index() }];
    if (path === "/pacts/provider/opencx/for-verification") return [200, forVerification()];
    const version = /^\/pacts\/provider\/opencx\/consumer\/[^/]+\/pact-version\/(\d+)(\/.*)?$/.exec(path);
    if (version?.[2] === "/verification-results")
      return [201, { _links: { self: { href: `${base}${path}/1` } } }];
    if (version) return [200, pactResource(Number(version[1]))];
    if (path === "/contracts/publish") return [200, published()];
    if (path === "/matrix") return [200, matrix()];
    if (path.startsWith("/pacticipants/opencx")) return [method === "PUT" ? 201 : 200, pacticipant()];
    return [404, { error: "The requested document was not found on this server." }];
  }

  function index(): JsonObject {
    return {
      self: { href: base },
      "pb:publish-contracts": { href: `${base}/contracts/publish` },
      "pb:pacticipant": { href: `${base}/pacticipants/{pacticipant}`, templated: true },
      "pb:provider-pacts-for-verification": {
        href: `${base}/pacts/provider/{provider}/for-verification`,
        templated: true,
      },
    };
  }

  function selfOf(number: number): string {
    return `${base}/pacts/provider/opencx/consumer/${consumerOf(pacts[number]!.pact)}/pact-version/${number}`;
  }

  function forVerification(): JsonObject {
    return {
      _links: { self: { href: `${base}/pacts/provider/opencx/for-verification` } },
      _embedded: {
        pacts: pacts.map(({ pending = false }, number) => ({
          shortDescription: "latest from main branch",
          verificationProperties: {
            pending,
            notices: [
              {
                when: "before_verification",
                text: `Pact ${number} is verified as the latest of its main branch.`,
              },
            ],
          },
          _links: { self: { href: selfOf(number), name: `Pact ${number}` } },
        })),
      },
    };
  }

  function pactResource(number: number): JsonObject {
    const { pact } = pacts[number]!;
    const interactions = (pact.interactions as JsonObject[]).map((each, index) => ({
      ...each,
      _id: `id-${index}`,
    }));
    return {
      ...pact,
      interactions,
      _links: {
        self: { href: selfOf(number) },
        "pb:provider": { href: `${base}/pacticipants/opencx` },
        "pb:publish-verification-results": { href: `${selfOf(number)}/verification-results` },
      },
    };
  }

  function pacticipant(): JsonObject {
    const own = `${base}/pacticipants/opencx`;
    return {
      name: "opencx",
      _links: {
        self: { href: own },
        "pb:version": { href: `${own}/versions/{version}`, templated: true },
        "pb:branch-version": { href: `${own}/branches/{branch}/versions/{version}`, templated: true },
      },
    };
  }

  function published(): JsonObject {
    return { notices: [{ type: "success", text: "Pact successfully published" }], _embedded: {}, _links: {} };
  }

  function matrix(): JsonObject {
    const reason = {
      true: "All required verification results are published and successful",
      false: "One or more verifications have failed",
      null: "Missing one or more verification results",
    }[String(deployable) as "true"];
    const success = deployable === true;
    return {
      summary: {
        deployable,
        reason,
        success: Number(success),
        failed: Number(deployable === false),
        unknown: 0,
      },
      notices: [{ type: success ? "success" : "error", text: reason }],
      matrix: [
        {
          consumer: { name: "bot", version: { number: "1", branch: "main" } },
          provider: { name: "opencx", version: { number: "2" } },
          pact: { createdAt: "2025-01-31T09:00:00+00:00" },
          verificationResult:
            deployable === null ? null : { success, _links: { self: { href: `${base}/results/1` } } },
        },
      ],
    };
  }
}

/** A committed pact of ours, cut down to some of its interactions. */
export async function ourPact(...descriptions: readonly string[]): Promise<JsonObject> {
  const pact = JSON.parse(await readFile("contracts/pacts/opencx-client-opencx.json", "utf8")) as JsonObject;
  const interactions = (pact.interactions as JsonObject[]).filter(({ description }) =>
    descriptions.includes(String(description)),
  );
  return { ...pact, interactions };
}

function consumerOf({ consumer }: JsonObject): string {
  return isObject(consumer) ? String(consumer.name) : "";
}
