import type { Json } from "../json/json.ts";
import type { ChangeId } from "./catalogue/catalogue.ts";
import { type DocumentChangeId, documentChanges } from "./catalogue/document-changes.ts";
import { type Change, fingerprintOf, type Level } from "./change.ts";

interface Common
  extends Omit<
    Change,
    "id" | "level" | "fingerprint" | "component" | "operation" | "basePlace" | "revisionPlace" | "witness"
  > {
  readonly basePlace?: string | undefined;
  readonly revisionPlace?: string | undefined;
  readonly witness?: Json | undefined;
  /** Tells apart changes of one id at one location. */
  readonly detail?: string;
  /** What happened, without where: what the uses of one change of a component have in common. The id unless given. */
  readonly happened?: string;
}

/** A change before it has its fingerprint. Its level is that of the catalogue unless it says otherwise. */
export type Draft = Common &
  (
    | { readonly id: DocumentChangeId; readonly level?: Level }
    | { readonly id: ChangeId; readonly level: Level }
  );

/** An operation of both documents. `key` is the same whatever its path parameters are called. */
export interface Operation {
  readonly name: string;
  readonly key: string;
}

/** What is about the document as a whole. */
export const wholeDocument: Operation = { name: "", key: "" };

/** The changes of one operation, each once, with fingerprints. */
export function changesOf(operation: Operation, drafts: readonly Draft[]): Change[] {
  const changes: Change[] = [];
  const seen = new Set<string>();
  const uses = new Map<string, number>();
  for (const one of drafts) {
    const { detail = "", witness, basePlace = "", revisionPlace = "", happened, ...draft } = one;
    // A body that is offered in several media types has one schema more often than not.
    const spelling = JSON.stringify([draft.id, draft.location, detail, basePlace, revisionPlace]);
    if (seen.has(spelling)) continue;
    seen.add(spelling);
    const key = [draft.id, operation.key, draft.location.replace(/\(.*?\)/g, "()"), detail];
    const use = uses.get(key.join("\n")) ?? 0;
    uses.set(key.join("\n"), use + 1);
    changes.push({
      ...draft,
      level: one.level ?? documentChanges[one.id].level,
      operation: operation.name,
      basePlace,
      revisionPlace,
      ...(witness === undefined ? {} : { witness }),
      ...([basePlace, revisionPlace].every((place) => place.startsWith("/components/"))
        ? { component: fingerprintOf("component", happened ?? draft.id, detail, basePlace, revisionPlace) }
        : {}),
      fingerprint: fingerprintOf(...key, ...(use === 0 ? [] : [String(use)])),
    });
  }
  return changes;
}
