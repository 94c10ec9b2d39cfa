/** What became of one pact, or of its result, that was to be published. */
export interface Published {
  readonly pact: string;
  readonly published: boolean;
  /** Why it was not, and what to do. */
  readonly reason?: string;
}

/** What was published and what not; a reason that several share stands once. */
export function publishedText(results: readonly Published[], version: string): string[] {
  const done = results.filter(({ published }) => published);
  const failed = Map.groupBy(
    results.filter(({ published }) => !published),
    ({ reason = "" }) => reason,
  );
  const names = (some: readonly Published[]) => some.map(({ pact }) => pact).join(", ");
  return [
    ...(done.length === 0 ? [] : [`published as of ${version}: ${names(done)}`]),
    ...[...failed].map(([reason, some]) => `not published: ${names(some)}: ${reason}`),
  ];
}
