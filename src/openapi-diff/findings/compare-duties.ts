import type { SchemaAction } from "../catalogue/schema/schema-changes.ts";
import type { SchemaNode } from "../schema/node.ts";
import { allValuesOf, type ValueSet } from "../schema/value-set.ts";
import { compareRestriction } from "./compare-restriction.ts";
import type { Comparison } from "./comparison.ts";
import type { SchemaFinding } from "./finding.ts";

interface Actions {
  readonly added: SchemaAction;
  readonly removed: SchemaAction;
  readonly changed: SchemaAction;
}

const NOT: Actions = { added: "not-added", removed: "not-removed", changed: "not-changed" };

/** The keywords that cannot be compared, only be the same. */
const KEYWORDS: Readonly<Record<string, Actions>> = {
  unevaluatedProperties: {
    added: "unevaluated-properties-added",
    removed: "unevaluated-properties-removed",
    changed: "unevaluated-properties-changed",
  },
  unevaluatedItems: {
    added: "unevaluated-items-added",
    removed: "unevaluated-items-removed",
    changed: "unevaluated-items-changed",
  },
  $dynamicRef: {
    added: "dynamic-ref-added",
    removed: "dynamic-ref-removed",
    changed: "dynamic-ref-changed",
  },
  $recursiveRef: {
    added: "recursive-ref-added",
    removed: "recursive-ref-removed",
    changed: "recursive-ref-changed",
  },
};

const UNKNOWN: Actions = { added: "keyword-added", removed: "keyword-removed", changed: "keyword-changed" };

interface Duty {
  readonly keyword: string;
  readonly actions: Actions;
  /** Tells apart the keywords that have one id. */
  readonly detail: string;
  readonly pick: (set: ValueSet) => Pick<ValueSet, "nots"> | Pick<ValueSet, "opaque">;
}

/** What changed in `not`, and in keywords that nobody here models. */
export function compareDuties(
  comparison: Comparison,
  base: SchemaNode,
  revision: SchemaNode,
  old: ValueSet,
  fresh: ValueSet,
): SchemaFinding[] {
  return [not, ...keywordsOf(old, fresh).map(dutyOf)].flatMap(({ keyword, actions, detail, pick }) => {
    const [from, to] = [pick(old), pick(fresh)];
    const [had, has] = [from, to].map((part) => Object.values(part).flat().length > 0);
    const alone = (part: typeof from): ValueSet => ({ ...allValuesOf(old.type), ...part });
    const happened = had === has ? "changed" : has ? "added" : "removed";
    const description = `has its restriction \`${keyword}\` ${happened}`;
    const own = { action: actions[happened], description, detail };
    return compareRestriction(comparison, base, revision, keyword, [alone(from), alone(to)], own);
  });
}

const not: Duty = {
  keyword: "not",
  actions: NOT,
  detail: "",
  pick: (set) => ({ nots: set.nots.filter((one) => !one.exclusive) }),
};

function dutyOf(keyword: string): Duty {
  const known = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
  return {
    keyword,
    actions: known ?? UNKNOWN,
    detail: known === undefined ? keyword : "",
    pick: (set) => ({ opaque: set.opaque.filter((duty) => duty.keyword === keyword) }),
  };
}

function keywordsOf(...sets: readonly ValueSet[]): string[] {
  return [...new Set(sets.flatMap((set) => set.opaque.map((duty) => duty.keyword)))].sort();
}
