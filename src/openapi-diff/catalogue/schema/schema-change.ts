import type { Json } from "../../../json/json.ts";
import type { Level } from "../../change.ts";

/** A schema that stands for the member of an object, or for something further in. */
export type PropertyPlace =
  | "request property"
  | "parameter property"
  | "response property"
  | "header property";

/** Where a schema is used: as a whole, or inside another one. */
export type SchemaPlace = "request body" | "parameter" | "response body" | "header" | PropertyPlace;

/** One kind of change of a schema: what it means, how it is judged, an example, and its id in each place. */
export interface SchemaChange {
  /** What REVISION says, as a clause: "`maxLength` is smaller". */
  readonly means: string;
  /** The level of the example. What stands around a schema may make it milder, and what cannot be proved is risky. */
  readonly level: { readonly request: Level; readonly response: Level };
  /** The example, as schemas. */
  readonly base: Json;
  readonly revision: Json;
  /** What happens to a member has no id at the place of the whole schema. */
  readonly ids: Readonly<Record<PropertyPlace, string>> & Readonly<Partial<Record<SchemaPlace, string>>>;
}

/** A part of the catalogue, by what happened. */
export type SchemaChanges = Readonly<Record<string, SchemaChange>>;
