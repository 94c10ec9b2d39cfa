import { fc, test as property } from "@fast-check/vitest";
import { expect } from "vitest";
import type { Json, JsonObject } from "../../src/json/json.ts";
import { compareDocuments } from "../../src/openapi-diff/compare-documents.ts";
import { createProver } from "../../src/openapi-diff/schema/create-prover.ts";
import { createSource, nodeAt } from "../../src/openapi-diff/schema/node.ts";
import { literalPerspective } from "../../src/openapi-diff/schema/prover.ts";
import { schema, value } from "./schema/arbitrary-schema.ts";
import { documentWith } from "./schema/document-with.ts";
import { edited } from "./schema/edited.ts";
import { isDeclared } from "./schema/is-declared.ts";
import { validator } from "./schema/validator.ts";

// Two schemas that have nothing to do with each other, or one and a later edition of it.
const editions = fc.oneof(
  fc.tuple(schema, schema),
  fc
    .tuple(schema, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), fc.infiniteStream(schema))
    .map(([one, dice, picks]): [Json, Json] => [
      one,
      edited(
        one,
        () => dice.next().value as number,
        () => picks.next().value as Json,
      ),
    ]),
);

const isTold = (base: JsonObject, revision: JsonObject) =>
  compareDocuments(base, revision).some(({ level }) => level !== "safe");

function samplesOf(one: Json): readonly Json[] {
  const prover = createProver(literalPerspective);
  return prover.samplesOf(nodeAt(createSource({ openapi: "3.1.0" }), one, ""));
}

property.prop([editions, fc.array(value, { minLength: 20, maxLength: 60 })], {
  numRuns: Number(process.env.RUNS ?? 500),
})("tells every break that a value shows by Ajv", ([one, other], values) => {
  const [before, after] = [validator(one), validator(other)];
  const [answer] = [...values, ...samplesOf(one)].filter((each) => before(each) && !after(each));
  const [sent] = [...values, ...samplesOf(one)].filter(
    (each) => before(each) && !after(each) && isDeclared([one], each),
  );
  if (sent !== undefined)
    expect([sent, isTold(documentWith(one, true), documentWith(other, true))]).toEqual([sent, true]);
  // The other way round, such values are answers that nobody was prepared for.
  if (answer !== undefined)
    expect([answer, isTold(documentWith(true, other), documentWith(true, one))]).toEqual([answer, true]);
});
