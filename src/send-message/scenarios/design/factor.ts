/** One way in which a factor can be, and why it is worth trying. */
export interface Level {
  readonly name: string;
  readonly reason: string;
  /** Costs more requests than the others of its factor: chosen only where it adds something. */
  readonly isCostly?: true;
}

/** Levels of a name and a reason each. */
export function levels(...pairs: (readonly [name: string, reason: string])[]): Level[] {
  return pairs.map(([name, reason]) => ({ name, reason }));
}

/** The level of this name. */
export function named<L extends Level>(levels: readonly L[], name: string): L {
  return levels.find((level) => level.name === name)!;
}

/** A level that stands for several members: of these one is drawn, or every row takes the next. */
export interface Kind<Member> extends Level {
  readonly members: readonly Member[];
}

export function kind<Member>(name: string, reason: string, ...members: readonly Member[]): Kind<Member> {
  return { name, reason, members };
}

/** A combination of levels that makes no sense, and why. */
export interface Exclusion<Name extends string = string> {
  readonly reason: string;
  /** Whether this row falls under it; a factor that is not chosen yet is `undefined`. */
  readonly excludes: (row: Partial<Record<Name, string>>) => boolean;
}

/**
 * What can be sent, as a covering design: every feasible pair of levels of two factors stands in at least one row,
 * and so does every feasible triple of the chosen factors. Source: NIST SP 800-142, "Practical Combinatorial Testing".
 */
export interface Design<Name extends string = string> {
  readonly id: string;
  readonly factors: Readonly<Record<Name, readonly Level[]>>;
  readonly triples: readonly (readonly [Name, Name, Name])[];
  readonly exclusions: readonly Exclusion<Name>[];
}

/** One row: a level of each factor, by name. */
export type Row<Name extends string = string> = Readonly<Record<Name, string>>;

/** The names of a design's factors, in their order. */
export function factorNames<Name extends string>(design: Design<Name>): Name[] {
  return Object.keys(design.factors) as Name[];
}

/** Rows as they are committed: for each, the number of the level of each factor, in base 36, two digits each. */
export function decodeRows<Name extends string>(design: Design<Name>, rows: readonly string[]): Row<Name>[] {
  const names = factorNames(design);
  return rows.map(
    (code) =>
      Object.fromEntries(
        names.map((name, at) => {
          const index = Number.parseInt(code.slice(2 * at, 2 * at + 2), 36);
          return [name, design.factors[name][index]!.name];
        }),
      ) as Row<Name>,
  );
}

/** One row as it is committed. */
export function encodeRow<Name extends string>(design: Design<Name>, row: Row<Name>): string {
  return factorNames(design)
    .map((name) =>
      design.factors[name]
        .findIndex((level) => level.name === row[name])
        .toString(36)
        .padStart(2, "0"),
    )
    .join("");
}

/** All sets of factors whose combinations are to be covered: every pair, and the chosen triples. */
export function interactions<Name extends string>(design: Design<Name>): (readonly Name[])[] {
  const names = factorNames(design);
  const pairs = names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b] as const));
  return [...pairs, ...design.triples];
}

/** What tells one combination of levels from every other. */
export function tupleId<Name extends string>(factors: readonly Name[], row: Partial<Row<Name>>): string {
  return factors.map((name) => `${name}=${row[name]}`).join(" & ");
}

/** Of each row, how many before it have its level of each of these factors, and of `within` where it is given. */
export function withTurns<N extends string, T extends N>(
  rows: readonly Row<N>[],
  names: readonly T[],
  within?: N,
): (Row<N> & { readonly turns: Record<T, number> })[] {
  const counts = new Map<string, number>();
  return rows.map((row) => {
    const turnOf = (name: T) => {
      const level = tupleId(within === undefined ? [name] : [within, name], row);
      const turn = counts.get(level) ?? 0;
      counts.set(level, turn + 1);
      return [name, turn];
    };
    return { ...row, turns: Object.fromEntries(names.map(turnOf)) as Record<T, number> };
  });
}

/** A row without its turns. */
export function levelsOf(row: object): Row {
  const { turns: _, ...levels } = row as Row;
  return levels;
}
