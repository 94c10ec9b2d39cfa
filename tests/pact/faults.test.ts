import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { verifyAgainst } from "./live-provider.ts";
import { withPact } from "./pact-builder.ts";

const OUR_PACT = "contracts/pacts/opencx-client-opencx.json";
const MERGED = "a look at session custom data in which a later send was merged";
const CONTACT_MERGED = "a look at contact custom data in which a later send was merged";
const EVERY_TYPE = "a look at session custom data as it was sent, of every type";

/** Planted faults by name, each with the interactions of our pact that must notice it. */
const faults: readonly (readonly [fault: string, ...noticed: string[]])[] = [
  ["session-data-replaced", MERGED],
  ["session-data-first-value-kept", MERGED],
  ["session-data-dropped", MERGED, EVERY_TYPE],
  ["contact-data-replaced", CONTACT_MERGED],
  ["session-falsy-values-dropped", EVERY_TYPE],
  ["session-values-stringified", EVERY_TYPE],
  ["session-strings-trimmed", "a look at unusual texts in custom data"],
  ["session-keys-dots-replaced", "a look at unusual keys in custom data"],
  ["session-numbers-rounded-to-cents", "a look at unusual numbers in session custom data"],
  ["session-data-emptied-by-messages-without", "a look at custom data after messages without any"],
  ["session-nested-accepted", "a nested object in session custom data"],
  ["session-nested-accepted-behind-the-first-key", "a nested object beside valid custom data"],
  ["contact-nested-accepted", "a nested object in contact custom data"],
  ["contact-nested-answered-422", "a nested object in contact custom data"],
  ["records-swapped", "a look at custom data of session and contact under the same key"],
  ["contact-data-by-session", "a look at contact custom data in another session of the same contact"],
  ["messages-lost", "the history after a message"],
];

describe("our pact is not kept by a provider with the fault", () => {
  it.each(faults)("%s", async (name, ...noticed) => {
    const pact = JSON.parse(await readFile(OUR_PACT, "utf8"));
    const covering = pact.interactions.filter(({ description }: { description: string }) =>
      noticed.includes(description),
    );
    expect(covering).toHaveLength(noticed.length);
    const result = await withPact({ ...pact, interactions: covering }, (file) =>
      verifyAgainst(findFault(name).behave(correctBehaviour), { pacts: [file] }),
    );
    expect(result.interactions.map(({ outcome }) => outcome)).toEqual(noticed.map(() => "fail"));
    expect(result.interactions.every(({ findings }) => findings.length > 0)).toBe(true);
    expect(result.exitCode).toBe(1);
  });
});
