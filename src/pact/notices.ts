import { stripVTControlCharacters } from "node:util";
import type { Json } from "../json/json.ts";
import { objectsAt } from "../json/member.ts";

/** What a broker wants to be read about a pact. */
export interface Notice {
  readonly text: string;
  /** Such as `success` or `error`; empty where it has none. */
  readonly type: string;
  /** Such as `before_verification`, or `after_verification:success_true_published_false`; empty where it holds always. */
  readonly when: string;
}

/** The notices of a resource. */
export function noticesIn(resource: Json | undefined): Notice[] {
  return objectsAt(resource, "notices").map(({ text, type = "", when = "" }) => ({
    text: plainText(text),
    type: String(type),
    when: String(when),
  }));
}

/** A text of a broker without the codes of a terminal. */
export function plainText(text: Json | undefined): string {
  return stripVTControlCharacters(String(text));
}
