import type { Exchange } from "../http/exchange.ts";
import { excerpt } from "./excerpt.ts";
import { plain } from "./plain.ts";

/** How much of a body is shown, in characters. */
const MAX_BODY = 300;

/** One exchange in two lines: what was asked, with its body, and what came; bodies are cut around the named texts. */
export function exchangeLines(exchange: Exchange, named: readonly string[]): [asked: string, came: string] {
  const { request, response } = exchange;
  const sent = request.body === undefined ? "" : ` ${excerpt(request.body.data, named, MAX_BODY)}`;
  const got = response === undefined ? "" : ` ${excerpt(response.body?.data ?? "", named, MAX_BODY)}`;
  return [`${askedLine(exchange)}${sent}`, `${cameLine(exchange)}${got}`];
}

/** Method and path, and the key where it is not the one of the run. */
export function askedLine({ credential, request: { method, path } }: Exchange): string {
  return `> ${plain(method)} ${plain(path)}${credential === "valid" ? "" : ` (key: ${credential})`}`;
}

/** The status, or why there is none. */
export function cameLine({ response, error }: Exchange): string {
  return response === undefined ? `< no answer: ${plain(error?.message ?? "")}` : `< ${response.status}`;
}
