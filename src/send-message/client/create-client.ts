import createFetchClient, { type Client } from "openapi-fetch";
import type { paths } from "../../../generated/opencx.ts";

export interface ClientOptions {
  /** For example `https://api.open.cx`. */
  readonly baseUrl: string;
  /** API key, sent as bearer token. */
  readonly token: string;
  /** Instead of the global `fetch`: a handler, a wrapper that retries. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The operations of the document, typed: `client.POST("/chat/sessions/{session_id}/send", { params, body })`. */
export type OpenCxClient = Client<paths>;

/**
 * A typed client. Every call gives `{ data, error, response }`, of which `data` and `error` exclude each other; an
 * empty error body leaves both undefined, so branch on `response.ok`.
 */
export function createClient({ baseUrl, token, fetch }: ClientOptions): OpenCxClient {
  return createFetchClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${token}` },
    ...(fetch ? { fetch } : {}),
  });
}
