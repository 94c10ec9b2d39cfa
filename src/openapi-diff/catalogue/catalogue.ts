import type { Direction, Level } from "../change.ts";
import { type DocumentChangeId, documentChanges } from "./document-changes.ts";
import type { PropertyPlace, SchemaPlace } from "./schema/schema-change.ts";
import { type SchemaAction, schemaChanges } from "./schema/schema-changes.ts";

type Schemas = typeof schemaChanges;
type IdsOf<Action extends SchemaAction> = Schemas[Action]["ids"][keyof Schemas[Action]["ids"]];

/** Every id that a change may have. */
export type ChangeId = DocumentChangeId | { [Action in SchemaAction]: IdsOf<Action> }[SchemaAction];

/** The ids of a change of a schema, by its place. */
export type SchemaIds = Readonly<Record<PropertyPlace, ChangeId>> &
  Readonly<Partial<Record<SchemaPlace, ChangeId>>>;

/** One line of the catalogue. */
export interface CatalogueEntry {
  readonly id: ChangeId;
  /** As a rule: see `SchemaChange` and `DocumentChange`. */
  readonly level: Level;
  readonly direction: Direction;
  /** A clause: "the request body became required". */
  readonly means: string;
}

/** All ids, each once, sorted. */
export function catalogue(): CatalogueEntry[] {
  const ofDocuments = entriesOf(documentChanges).map(([id, { level, direction, means }]) => ({
    id,
    level,
    direction,
    means,
  }));
  const ofSchemas = entriesOf(schemaChanges).flatMap(([action, { level, means }]) =>
    idsOf(action).map(([place, id]): CatalogueEntry => {
      const direction = directionOf(place);
      return { id, level: level[direction], direction, means: `${place}: ${means}` };
    }),
  );
  const byId = Map.groupBy([...ofDocuments, ...ofSchemas], ({ id }) => id);
  return [...byId.values()]
    .map((same) => ({ ...same[0]!, means: same.map(({ means }) => means).join(", or ") }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ids of a change of a schema, by the places that it may be at. */
export function idsOf(action: SchemaAction): [SchemaPlace, ChangeId][] {
  return Object.entries(schemaChanges[action].ids) as [SchemaPlace, ChangeId][];
}

/** Which messages a place is in. */
export function directionOf(place: SchemaPlace): "request" | "response" {
  return /^(request|parameter)/.test(place) ? "request" : "response";
}

function entriesOf<Table extends object>(table: Table): [keyof Table, Table[keyof Table]][] {
  return Object.entries(table) as [keyof Table, Table[keyof Table]][];
}
