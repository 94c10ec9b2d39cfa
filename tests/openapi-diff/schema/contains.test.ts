import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Json } from "../../../src/json/json.ts";
import { accepts } from "../../../src/openapi-diff/schema/accepts.ts";
import { createJudge } from "../../../src/openapi-diff/schema/create-judge.ts";
import { toTheLetter } from "../../../src/openapi-diff/schema/judge.ts";
import { createSource, nodeAt } from "../../../src/openapi-diff/schema/node.ts";
import { schema, value } from "./arbitrary-schema.ts";
import { validator } from "./validator.ts";

const node = (one: Json) => nodeAt(createSource({ openapi: "3.1.0" }), one, "");
const runs = { numRuns: Number(process.env.RUNS ?? 600) };

property.prop([schema, fc.array(value, { minLength: 5, maxLength: 30 })], runs)(
  "agrees with Ajv about each value it is sure of",
  (one, values) => {
    const valid = validator(one);
    const judge = createJudge(toTheLetter);
    for (const sent of values) {
      const answer = accepts(judge, node(one), sent);
      if (answer !== undefined) expect([sent, answer]).toEqual([sent, valid(sent)]);
    }
  },
);

property.prop([schema, schema, fc.array(value, { minLength: 20, maxLength: 60 })], runs)(
  "never calls contained what a value disproves, and each witness is one",
  (sub, sup, values) => {
    const judge = createJudge(toTheLetter);
    const verdict = judge.contains(node(sub), node(sup));
    const [inSub, inSup] = [validator(sub), validator(sup)];
    if (verdict.kind === "contained") {
      for (const sent of [...values, ...judge.samplesOf(node(sub))])
        if (inSub(sent)) expect([sent, inSup(sent)]).toEqual([sent, true]);
    }
    if (verdict.kind === "not-contained" && verdict.witness !== undefined) {
      expect([verdict.witness, inSub(verdict.witness), inSup(verdict.witness)]).toEqual([
        verdict.witness,
        true,
        false,
      ]);
    }
  },
);

property.prop([schema], runs)(
  "contains a schema in its copy, and in what only adds an alternative",
  (one) => {
    const judge = createJudge(toTheLetter);
    const copy = structuredClone(one);
    expect(judge.contains(node(one), node(copy))).toEqual({ kind: "contained" });
    expect(judge.contains(node({ allOf: [copy] }), node(one))).toEqual({ kind: "contained" });
  },
);

const decided = { contained: 0, "not-contained": 0, undecided: 0 };

property.prop([schema, schema], runs)("comes to a verdict", (sub, sup) => {
  decided[createJudge(toTheLetter).contains(node(sub), node(sup)).kind] += 1;
});

property("leaves few pairs undecided", () => {
  expect(decided.undecided).toBeLessThan((decided.contained + decided["not-contained"]) / 10);
});
