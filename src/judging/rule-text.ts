import type { Basis } from "./outcome.ts";

/** What a rule is, for providers and consumers alike: its sentence, and where that comes from. */
export interface RuleText {
  /**
   * `<area>/<name>`. Keeps its meaning for ever.
   * @pattern ^[a-z0-9-]+(/[a-z0-9-]+)+$
   */
  readonly id: string;
  readonly basis: Basis;
  /** What holds, as a sentence without its full stop. */
  readonly title: string;
  /** The words of the page that say it, or that it follows from. */
  readonly quote?: string;
  /** The page or practice that it comes from, where the page of the operation does not say it. */
  readonly source?: string;
}
