import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { InteractionSetup } from "../../src/send-message/pact-states/interaction-setup.ts";
import { providerStates } from "../../src/send-message/pact-states/provider-states.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { KEYS } from "./live-provider.ts";

/** The names of the values that a state alone gives, when it is set up at a provider that limits requests. */
async function givenBy(name: string): Promise<string[]> {
  const provider = createReferenceProvider({
    tokens: tokensOf(KEYS),
    rateLimit: { requests: 20, perMs: 60_000 },
  });
  const transport = fetchTransport(provider.fetch);
  const leftBehind = { sessions: [], contacts: [] };
  const setup = new InteractionSetup({ transport, keys: KEYS, patienceMs: 0 }, leftBehind);
  await providerStates[name]!.setUp(setup, {});
  return Object.keys(setup.values);
}

it("docs/pact.md lists every provider state with its parameters and values, and no others", async () => {
  const text = await readFile("docs/pact.md", "utf8");
  const section = text.slice(text.indexOf("## Provider states"), text.indexOf("Other names are mapped"));
  const written = section.split("\n").filter((line) => line.startsWith("| `"));
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const rows = Object.entries(providerStates).map(async ([name, { params = [] }]) =>
    [code([name]), code(params), code(await givenBy(name))].join(" | "),
  );
  const cells = (line: string) => line.split("|").map((cell) => cell.trim());
  expect(written.map((line) => cells(line).slice(1, 4).join(" | "))).toEqual(await Promise.all(rows));
  expect(written.map((line) => cells(line)[4])).not.toContain("");
});
