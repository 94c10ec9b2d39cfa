import { atLeast, type Change } from "./change.ts";

/** One change with all of its uses: where a shared component changed, there are as many as messages that it is in. */
export interface ChangeGroup {
  readonly fingerprint: string;
  /** At least one. */
  readonly uses: readonly Change[];
}

/** The changes, each change of a shared component once. Those of components come first, the worst before the others. */
export function groupByComponent(changes: readonly Change[]): ChangeGroup[] {
  const groups = [...Map.groupBy(changes, (change) => change.component ?? change.fingerprint)].map(
    ([key, uses]): ChangeGroup => ({
      // What only one place uses keeps the fingerprint of that place.
      fingerprint: uses.length > 1 ? key : uses[0]!.fingerprint,
      uses,
    }),
  );
  const isShared = ({ uses }: ChangeGroup) => operationsOf(uses).length > 1;
  const shared = groups.filter(isShared);
  const ofLevel = (level: Change["level"]) => shared.filter(({ uses }) => worstOf(uses).level === level);
  return [
    ...ofLevel("breaking"),
    ...ofLevel("risky"),
    ...ofLevel("safe"),
    ...groups.filter((group) => !isShared(group)),
  ];
}

/** The first of the uses that none is worse than. */
export function worstOf(uses: readonly Change[]): Change {
  return uses.reduce((worst, one) => (atLeast(worst.level, one.level) ? worst : one));
}

/** The operations that the uses are in, those that are hurt most first. */
export function operationsOf(uses: readonly Change[]): string[] {
  const { level } = worstOf(uses);
  const hurt = uses.filter((one) => one.level === level);
  return [...new Set([...hurt, ...uses].map(({ operation }) => operation))];
}
