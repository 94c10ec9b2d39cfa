/** How rows are put into conversations. */
export interface Grouping<R> {
  /** The factor whose level the rows of a conversation share. */
  readonly by: keyof R;
  /** Rows in a conversation at most. Default: any number. */
  readonly most?: number;
  /** Rows that a conversation can only begin with. */
  readonly isFirst: (row: R) => boolean;
  /** Rows that a conversation can only end with. Default: none. */
  readonly isLast?: (row: R) => boolean;
}

/** Every row once, in few conversations; the rows between first and last keep their order. */
export function inConversations<R extends object>(
  rows: readonly R[],
  { by, most = Number.POSITIVE_INFINITY, isFirst, isLast = () => false }: Grouping<R>,
): R[][] {
  return [...Map.groupBy(rows, (row) => row[by]).values()].flatMap((own) => {
    const firsts = own.filter(isFirst);
    const lasts = own.filter(isLast);
    const others = own.filter((row) => !isFirst(row) && !isLast(row));
    const count = Math.max(firsts.length, lasts.length, Math.ceil(own.length / most));
    const from = (group: number) => Math.round((group * others.length) / count);
    return Array.from({ length: count }, (_, group) => [
      ...firsts.slice(group, group + 1),
      ...others.slice(from(group), from(group + 1)),
      ...lasts.slice(group, group + 1),
    ]);
  });
}
