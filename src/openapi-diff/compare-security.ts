import { pointerTo } from "../json/pointer.ts";
import type { DocumentChangeId } from "./catalogue/document-changes.ts";
import { read, rootSpot, type Spot } from "./reader.ts";
import type { Draft } from "./report.ts";
import { type Way, waysOf, wayText } from "./security-ways.ts";

interface SecurityIds {
  readonly becameRequired: DocumentChangeId;
  readonly becameOptional: DocumentChangeId;
  readonly added: DocumentChangeId;
  readonly removed: DocumentChangeId;
  readonly scopeAdded: DocumentChangeId;
  readonly scopeRemoved: DocumentChangeId;
}

/** The ids of changes of the `security` of an operation. */
export const OPERATION_SECURITY: SecurityIds = {
  becameRequired: "api-security-became-required",
  becameOptional: "api-security-became-optional",
  added: "api-security-added",
  removed: "api-security-removed",
  scopeAdded: "api-security-scope-added",
  scopeRemoved: "api-security-scope-removed",
};

/** Those of the document's own `security`. */
export const DOCUMENT_SECURITY: SecurityIds = {
  becameRequired: "api-global-security-became-required",
  becameOptional: "api-global-security-became-optional",
  added: "api-global-security-added",
  removed: "api-global-security-removed",
  scopeAdded: "api-global-security-scope-added",
  scopeRemoved: "api-global-security-scope-removed",
};

/** What changed in who may call an operation, or all those that leave it to the document. */
export function compareSecurity(base: Spot, revision: Spot, ids: SecurityIds): Draft[] {
  const [olds, news] = [waysOf(base), waysOf(revision)];
  const common = {
    direction: "request" as const,
    location: "security",
    basePlace: placeOfSecurity(base),
    revisionPlace: placeOfSecurity(revision),
  };
  const draft = (id: DocumentChangeId, message: string, detail: string): Draft => ({
    id,
    ...common,
    message,
    detail,
  });
  const lost = olds.filter((old) => !news.some((fresh) => asksNoMore(fresh, old)));
  const won = news.filter((fresh) => !olds.some((old) => asksNoMore(old, fresh)));
  const paired = new Set<Way>();
  return [
    ...lost.flatMap((old) => {
      const fresh =
        won.find((one) => !paired.has(one) && sameSchemes(old, one)) ??
        news.find((one) => sameSchemes(old, one));
      if (old.size === 0)
        return [
          draft(
            ids.becameRequired,
            `Calls without credentials are no longer let in; ${news.map(wayText).join(" or ")} is needed.`,
            "",
          ),
        ];
      if (fresh === undefined)
        return [draft(ids.removed, `Callers are no longer let in by ${wayText(old)}.`, wayText(old))];
      paired.add(fresh);
      return scopeChanges(old, fresh).map(([action, scope, scheme]) =>
        draft(
          action === "added" ? ids.scopeAdded : ids.scopeRemoved,
          `${action === "added" ? "Needs" : "No longer needs"} the scope \`${scope}\` of ${scheme}.`,
          `${scheme} ${scope}`,
        ),
      );
    }),
    ...won
      .filter((fresh) => !paired.has(fresh))
      .flatMap((fresh) => {
        const old = olds.find((one) => sameSchemes(one, fresh));
        if (fresh.size === 0)
          return [draft(ids.becameOptional, "Calls without credentials are let in now.", "")];
        if (old === undefined)
          return lost.some((one) => one.size === 0)
            ? []
            : [draft(ids.added, `Callers are let in by ${wayText(fresh)} as well.`, wayText(fresh))];
        return scopeChanges(old, fresh).map(([, scope, scheme]) =>
          draft(
            ids.scopeRemoved,
            `No longer needs the scope \`${scope}\` of ${scheme}.`,
            `${scheme} ${scope}`,
          ),
        );
      }),
  ];
}

function scopeChanges(old: Way, fresh: Way): ["added" | "removed", string, string][] {
  return [...fresh].flatMap(([wire, scheme]) => {
    const before = old.get(wire)?.scopes ?? [];
    const added = scheme.scopes.filter((scope) => !before.includes(scope));
    const removed = before.filter((scope) => !scheme.scopes.includes(scope));
    return [
      ...added.map((scope): ["added", string, string] => ["added", scope, scheme.name]),
      ...removed.map((scope): ["removed", string, string] => ["removed", scope, scheme.name]),
    ];
  });
}

/** Whether who has what `old` asks for has what `fresh` asks for. */
function asksNoMore(fresh: Way, old: Way): boolean {
  return [...fresh].every(([wire, scheme]) => {
    const held = old.get(wire);
    return held !== undefined && scheme.scopes.every((scope) => held.scopes.includes(scope));
  });
}

function sameSchemes(one: Way, other: Way): boolean {
  return one.size === other.size && [...one.keys()].every((wire) => other.has(wire));
}

/** Where it stands who may call: at the operation, at the document, or nowhere. */
function placeOfSecurity(spot: Spot): string {
  if (read(spot, "security") !== undefined) return pointerTo(spot.pointer, "security");
  return read(rootSpot(spot.source), "security") === undefined ? spot.pointer : "/security";
}
