import type { Credential } from "../http/credentials.ts";
import type { Incoming } from "./exchange-parts.ts";

/** Query parameters that hold a key and nothing else. */
const KEY_PARAMETER = /[?&](?:access_token|api_?key|token|bearer)=([^&]+)/i;

/** How a request shows a key, and the bytes of the key. */
export interface ShownKey {
  readonly credential: Credential;
  readonly key?: string;
}

/** What a request to the API shows as its key; a bearer token that is not `apiKey` is recorded as `wrong`. */
export function shownKey({ headers, path }: Pick<Incoming, "headers" | "path">, apiKey: string): ShownKey {
  const header = headers.find(([name]) => name.toLowerCase() === "authorization")?.[1].trim();
  if (header === undefined || header === "") {
    const key = KEY_PARAMETER.exec(path)?.[1];
    if (key !== undefined) return { credential: "in-query", key };
    return path.includes(apiKey) ? { credential: "in-query", key: apiKey } : { credential: "none" };
  }
  const [, scheme = "", key = ""] = /^(\S+)(?:\s+(.*))?$/.exec(header) ?? [];
  if (/^bearer$/i.test(scheme)) {
    if (key === "") return { credential: "empty" };
    if (key !== apiKey) return { credential: "wrong", key };
    return { credential: scheme === "Bearer" ? "valid" : "lower-case-scheme", key };
  }
  return /^basic$/i.test(scheme) ? { credential: "basic", key } : { credential: "no-scheme", key: header };
}
