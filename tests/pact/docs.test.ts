import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { providerStates } from "../../src/send-message/pact-states/provider-states.ts";

it("docs/pact.md lists every provider state with its parameters and values, and no others", async () => {
  const text = await readFile("docs/pact.md", "utf8");
  const section = text.slice(text.indexOf("## Provider states"), text.indexOf("Other names are mapped"));
  const code = (names: readonly string[]) =>
    names
      .map((name) => `\`${name}\` `)
      .join("")
      .replaceAll("` `", "`, `");
  const rows = providerStates.map(
    ({ name, params, gives, holds }) =>
      `| \`${name}\` | ${code(Object.keys(params))}| ${code(gives)}| ${holds} |`,
  );
  expect(section.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});
