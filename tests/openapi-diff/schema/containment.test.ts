import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Json } from "../../../src/json/json.ts";
import { accepts } from "../../../src/openapi-diff/schema/accepts.ts";
import { createProver } from "../../../src/openapi-diff/schema/create-prover.ts";
import { createSource, nodeAt } from "../../../src/openapi-diff/schema/node.ts";
import { literalPerspective } from "../../../src/openapi-diff/schema/prover.ts";
import { schema, value } from "./arbitrary-schema.ts";
import { validator } from "./validator.ts";

const node = (one: Json) => nodeAt(createSource({ openapi: "3.1.0" }), one, "");
const runs = { numRuns: Number(process.env.RUNS ?? 600) };

property.prop([schema, fc.array(value, { minLength: 5, maxLength: 30 })], runs)(
  "agrees with Ajv about each value it is sure of",
  (one, values) => {
    const valid = validator(one);
    const prover = createProver(literalPerspective);
    for (const sent of values) {
      const answer = accepts(prover, node(one), sent);
      if (answer !== undefined) expect([sent, answer]).toEqual([sent, valid(sent)]);
    }
  },
);

property.prop([schema, schema, fc.array(value, { minLength: 20, maxLength: 60 })], runs)(
  "never calls contained what a value disproves, and each witness is one",
  (sub, sup, values) => {
    const prover = createProver(literalPerspective);
    const containment = prover.containment(node(sub), node(sup));
    const [inSub, inSup] = [validator(sub), validator(sup)];
    if (containment.kind === "contained") {
      for (const sent of [...values, ...prover.samplesOf(node(sub))])
        if (inSub(sent)) expect([sent, inSup(sent)]).toEqual([sent, true]);
    }
    if (containment.kind === "not-contained" && containment.witness !== undefined) {
      expect([containment.witness, inSub(containment.witness), inSup(containment.witness)]).toEqual([
        containment.witness,
        true,
        false,
      ]);
    }
  },
);

property.prop([schema], runs)(
  "contains a schema in its copy, and in what only adds an alternative",
  (one) => {
    const prover = createProver(literalPerspective);
    const copy = structuredClone(one);
    expect(prover.containment(node(one), node(copy))).toEqual({ kind: "contained" });
    expect(prover.containment(node({ allOf: [copy] }), node(one))).toEqual({ kind: "contained" });
  },
);

const decided = { contained: 0, "not-contained": 0, undecided: 0 };

property.prop([schema, schema], runs)("comes to a verdict", (sub, sup) => {
  decided[createProver(literalPerspective).containment(node(sub), node(sup)).kind] += 1;
});

property("leaves few pairs undecided", () => {
  expect(decided.undecided).toBeLessThan((decided.contained + decided["not-contained"]) / 10);
});
