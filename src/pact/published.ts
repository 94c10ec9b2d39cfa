import { UnavailableError } from "../usage-error.ts";

/** What became of one pact, or of its result, that was to be published. */
export interface Published {
  readonly pact: string;
  readonly published: boolean;
  /** Why it was not, and what to do. */
  readonly reason?: string;
}

/** Publishes a pact or its result; where the broker does not take it, the reason is part of what is returned. */
export async function publishing(pact: string, publish: () => Promise<unknown>): Promise<Published> {
  try {
    await publish();
    return { pact, published: true };
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return { pact, published: false, reason: `${error.message}\n  ${error.hint}` };
  }
}

/** What was published and what not; a reason that several share stands once. */
export function publishedText(results: readonly Published[], version: string): string[] {
  const names = (some: readonly Published[]) => some.map(({ pact }) => pact).join(", ");
  const [done, failed] = [true, false].map((wanted) =>
    results.filter(({ published }) => published === wanted),
  ) as [Published[], Published[]];
  const byReason = Map.groupBy(failed, ({ reason = "" }) => reason);
  return [
    ...(done.length === 0 ? [] : [`published as of ${version}: ${names(done)}`]),
    ...[...byReason].map(([reason, some]) => `not published: ${names(some)}: ${reason}`),
  ];
}
