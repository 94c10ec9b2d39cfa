import { Ajv2020 } from "ajv/dist/2020.js";
import schema from "../../spec/schemas/evidence.schema.json" with { type: "json" };
import type { Json } from "../json/json.ts";
import type { Case } from "./case.ts";
import type { EvidenceHeader } from "./header.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true }).addSchema(schema);
const [validHeader, validCase, validConsumerCase] = ["EvidenceHeader", "Case", "ConsumerCase"].map((type) =>
  ajv.compile({ $ref: `${schema.$id}#/$defs/${type}` }),
);

/** Whether a line has the shape of a case, so that judging it meets nothing unexpected. */
export function isCase(value: Json): value is Json & Case {
  return validCase!(value) || validConsumerCase!(value);
}

export function isHeader(value: Json): value is Json & EvidenceHeader {
  return validHeader!(value);
}
