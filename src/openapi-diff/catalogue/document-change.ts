import type { Json } from "../../json/json.ts";
import type { Direction, Level } from "../change.ts";

/** One kind of change outside of schemas. */
export interface DocumentChange {
  readonly direction: Direction;
  /** As a rule; where the level depends on more, `means` says on what. */
  readonly level: Level;
  /** What REVISION says, as a clause: "the request body became required". */
  readonly means: string;
  /** The example: members of a document, or of its one operation. */
  readonly of: "document" | "operation";
  readonly base: Readonly<Record<string, Json>>;
  readonly revision: Readonly<Record<string, Json>>;
}

/** A part of the catalogue, by id. */
export type DocumentChanges = Readonly<Record<string, DocumentChange>>;
