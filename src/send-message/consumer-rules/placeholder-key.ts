import { headerOf } from "../../http/exchange.ts";
import type { ConsumerExchange } from "./consumer-case.ts";

/** What stands in the place of a key when a program was not given one, or shows the example of a manual. */
const PLACEHOLDER =
  /^(?:undefined|null|none|nil|nan|false|true|\[object \w+\]|\$?\{+[^}]*\}+|\$\(?\w+\)?|%\w+%|%s|<[^>]*>|\[[^\]]*\]|(?:your|my|insert|enter|replace|change)[-_ ]?(?:me|opencx|open_cx|ocx|the|with|here|api|auth|access|secret|bearer|key|token|your|this|[-_ ])*|(?:opencx_|ocx_)?(?:api|auth|access|secret)[-_]?(?:key|token)|token|key|todo|tbd|x{3,}|\.{3,}|\*{3,})$/i;

/** Whether this stands for a key and is none. */
export function isPlaceholderKey(key: string): boolean {
  return PLACEHOLDER.test(key.trim());
}

/** The placeholder that a request shows as its key, in words; a key that is one by accident was given to the program. */
export function placeholderIn({ credential, request }: ConsumerExchange): string | undefined {
  if (credential !== "wrong") return undefined;
  const key = /^bearer\s+(.*)$/i.exec(headerOf(request, "authorization") ?? "")?.[1] ?? "";
  // A key that is recorded by name is a real one.
  if (key === "<other-key>" || key === "<api-key>" || !isPlaceholderKey(key)) return undefined;
  return `the placeholder "${key}" in the place of the token: the program was not given its key`;
}
