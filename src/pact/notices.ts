import { stripVTControlCharacters } from "node:util";

/** What a broker wants to be read about a pact, and when. */
export interface Notice {
  readonly text: string;
  /** Such as `before_verification`, or `after_verification:success_true_published_false`. */
  readonly when?: string;
}

/** How a verification ended; `success` is `undefined` where nothing can be said about the provider. */
export interface Ending {
  readonly success: boolean | undefined;
  readonly published: boolean;
}

/** The notices to read before the verification: those without a `when` among them. */
export function noticesBefore(notices: readonly Notice[]): string[] {
  return textsWhere(notices, ({ when }) => when === undefined || when === "before_verification");
}

/** The notices that hold after a verification that ended so. */
export function noticesAfter(notices: readonly Notice[], { success, published }: Ending): string[] {
  if (success === undefined) return [];
  const whens = ["after_verification", `after_verification:success_${success}_published_${published}`];
  return textsWhere(notices, ({ when = "" }) => whens.includes(when));
}

function textsWhere(notices: readonly Notice[], applies: (notice: Notice) => boolean): string[] {
  return notices.filter(applies).map(({ text }) => stripVTControlCharacters(text));
}
