import { expect, it } from "vitest";
import type { JsonObject } from "../../src/json/json.ts";
import { runPactTool } from "../../src/pact/verifier.ts";
import { verifyPacts } from "../../src/pact/verify-pacts.ts";
import { KEYS, lines, withProvider } from "./live-provider.ts";
import { pactJson, read } from "./pact-builder.ts";
import { standInBroker } from "./stand-in-broker.ts";

/** An interaction that any verifier can judge without provider states. */
const unknownSession = (description: string, status: number) =>
  read("/chat/sessions/00000000-0000-4000-8000-000000000000", {
    description,
    states: [],
    headers: { Authorization: `Bearer ${KEYS.valid}` },
    status,
    answer: undefined as never,
  });

interface Result {
  readonly success: boolean;
  readonly providerApplicationVersion: string;
  readonly buildUrl: string;
  readonly testResults: readonly {
    interactionId: string;
    success: boolean;
    mismatches?: readonly JsonObject[];
  }[];
}

it.each([
  ["passes", [404, 404], []],
  ["fails", [404, 299], []],
  ["fails where it is pending", [299, 404], [0]],
])(
  "what is published of a pact that %s is what the Pact verifier publishes",
  async (_, statuses, pending) => {
    const json = pactJson(
      4,
      statuses.map((status, index) => unknownSession(`read ${index}`, status)),
    );
    const interactions = (json.interactions as JsonObject[]).map((each, index) => ({
      ...each,
      pending: pending.includes(index as never),
    }));
    const broker = await standInBroker({ pacts: [{ pact: { ...json, interactions } }], auth: "none" });
    await withProvider({}, async (provider) => {
      const publication = { providerVersion: "p1", providerBranch: "main", buildUrl: "http://ci.example/1" };
      const access = { broker: { url: broker.url } };
      const selection = { providerName: "opencx" };
      await verifyPacts({ pacts: [], access, selection, publication, provider }, lines());
      await runPactTool([
        ...["verifier", "--broker-url", broker.url, "--provider-name", "opencx"],
        ...["--consumer-version-selectors", '{"mainBranch":true}'],
        ...["--hostname", "127.0.0.1", "--port", new URL(provider.url).port],
        ...["--publish", "--provider-version", "p1", "--provider-branch", "main"],
        ...["--build-url", "http://ci.example/1", "--loglevel", "none"],
      ]);
    });
    await broker.close();
    const [ours, theirs] = broker.asks("results").map(({ body }) => comparable(body as never));
    expect(ours).toEqual(theirs);
    expect(broker.asks("branch-version")).toHaveLength(2);
  },
);

// The verifier leaves the description out of what passed; both tell which part of the answer differed.
function comparable({ success, providerApplicationVersion, buildUrl, testResults }: Result) {
  return {
    success,
    providerApplicationVersion,
    buildUrl,
    testResults: testResults
      .map(({ interactionId, success: passed, mismatches = [] }) => ({
        interactionId,
        passed,
        parts: mismatches.map(({ attribute }) => attribute),
      }))
      .toSorted((one, other) => one.interactionId.localeCompare(other.interactionId)),
  };
}
