import { isObject, type Json } from "../json/json.ts";
import { createAjv } from "../openapi/compile.ts";
import { resolveSchema } from "../openapi/resolve-schema.ts";
import type { SchemaNode } from "./schema/node.ts";

type Validate = (value: Json) => boolean;

const known = new WeakMap<SchemaNode, Validate | null>();
const ajv = createAjv();

/** Whether Ajv accepts a value where a node stands; `undefined` where it cannot read the schema. */
export function isValid(node: SchemaNode, value: Json): boolean | undefined {
  const validate = known.get(node) ?? compile(node) ?? null;
  known.set(node, validate);
  try {
    return validate?.(value);
  } catch {
    // The code that Ajv generates throws for a few schemas: then nothing is shown.
    return undefined;
  }
}

function compile(node: SchemaNode): Validate | undefined {
  try {
    const all = node.parts.map(({ source, schema, pointer }) => {
      if (!isObject(schema)) return ajv.compile(schema);
      const own = resolveSchema(source.root, { pointer, value: schema });
      return ajv.compile(own);
    });
    return (value) => all.every((validate) => validate(value));
  } catch {
    // A pattern or a keyword that Ajv does not know, or a schema without end: then nothing is shown.
    return undefined;
  }
}
