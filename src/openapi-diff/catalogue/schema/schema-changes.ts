import { annotationChanges } from "./annotation-changes.ts";
import { choiceChanges } from "./choice-changes.ts";
import { conditionChanges } from "./condition-changes.ts";
import { itemChanges } from "./item-changes.ts";
import { memberChanges } from "./member-changes.ts";
import { numberChanges } from "./number-changes.ts";
import { restrictionChanges } from "./restriction-changes.ts";
import { sizeChanges } from "./size-changes.ts";
import { textChanges } from "./text-changes.ts";
import { typeChanges } from "./type-changes.ts";
import { valueChanges } from "./value-changes.ts";

/** Every kind of change of a schema, by what happened. */
export const schemaChanges = {
  ...typeChanges,
  ...valueChanges,
  ...textChanges,
  ...numberChanges,
  ...sizeChanges,
  ...memberChanges,
  ...itemChanges,
  ...choiceChanges,
  ...conditionChanges,
  ...restrictionChanges,
  ...annotationChanges,
};

/** What happened to a schema: `max-length-decreased`. */
export type SchemaAction = keyof typeof schemaChanges;
