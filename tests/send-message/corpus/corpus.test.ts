import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../../src/json/json.ts";
import { bodyDefectsOf } from "../../../src/send-message/analysis/body-defects.ts";
import { openPointsOf } from "../../../src/send-message/analysis/open-points.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import { CORPUS_NUMBERS, NUMBER_SPELLINGS } from "../../../src/send-message/corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../../../src/send-message/corpus/corpus-strings.ts";
import { nestedValue, sessionValue, stringValue } from "../../../src/send-message/corpus/data.ts";
import { plainSend } from "../../../src/send-message/scenarios/bodies.ts";

describe("the corpus", () => {
  test.each([
    ["strings", [...CORPUS_STRINGS, ...CONTROL_STRINGS]],
    ["numbers", CORPUS_NUMBERS],
    ["spellings", NUMBER_SPELLINGS],
  ] as const)("of %s holds each entry once, with what it catches", (_, entries) => {
    expect(new Set(entries.map(([entry]) => entry)).size).toBe(entries.length);
    expect(entries.every(([, catches]) => catches !== "")).toBe(true);
  });

  test("spells doubles as JSON reads them", () => {
    for (const [text, value] of NUMBER_SPELLINGS) expect(JSON.parse(text) + 0).toBe(value);
  });

  test("holds values that must be accepted", () => {
    for (const [value] of [...CORPUS_STRINGS, ...CONTROL_STRINGS]) {
      mustBeAccepted({ custom_data: { k: value } });
      mustBeAccepted({ contact: { custom_data: { k: value } } });
    }
    for (const [value] of CORPUS_NUMBERS) mustBeAccepted({ custom_data: { k: value } });
  });
});

describe("random data", () => {
  test("of the session must be accepted", () => {
    fc.assert(fc.property(sessionValue, (value) => mustBeAccepted({ custom_data: { k: value } })));
  });

  test("of the contact must be accepted", () => {
    fc.assert(
      fc.property(stringValue, (value) => mustBeAccepted({ contact: { custom_data: { k: value } } })),
    );
  });

  test("that is nested is always an object, and the one thing that is wrong", () => {
    fc.assert(
      fc.property(nestedValue, (value) => {
        expect(isObject(value)).toBe(true);
        expect(bodyDefectsOf(bodyWith({ custom_data: { k: value } }), pageContract).defects).toMatchObject([
          { kind: "value", record: "session", value: "object" },
        ]);
      }),
    );
  });
});

function bodyWith(members: JsonObject): Json {
  return { ...plainSend("text"), ...members };
}

/** Neither wrong nor left open: a provider that refuses it breaks the page. */
function mustBeAccepted(members: JsonObject): void {
  const body = bodyWith(members);
  expect(bodyDefectsOf(body, pageContract)).toEqual({ defects: [], openShape: false });
  expect(openPointsOf(body, { encoding: "utf8", data: JSON.stringify(body) })).toEqual([]);
}
