import type { Token } from "./behaviour.ts";

/** Tokens of a provider under test: a key that may do everything, and one that may only read. */
export function tokensOf(keys: { readonly valid: string; readonly readOnly: string }): Token[] {
  return [{ token: keys.valid }, { token: keys.readOnly, scopes: ["chat-sessions:read"] }];
}
