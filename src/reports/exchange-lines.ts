import type { Exchange } from "../http/exchange.ts";
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

/** The texts that a judgement names in quotes: keys and values, as they stand in a JSON body. */
export function namedIn(...judgement: readonly string[]): string[] {
  return judgement.flatMap((words) => words.match(/"(?:[^"\\]|\\.)+"/g) ?? []);
}

/**
 * So much of a body, in characters, around the first place that any of the texts stands at; its beginning where none does.
 * What was left out on either side is counted.
 */
export function excerpt(body: string, texts: readonly string[], most: number): string {
  if (body.length <= most) return plain(body);
  const place = texts.map((text) => body.indexOf(text)).find((at) => at >= 0) ?? 0;
  const from = Math.max(0, Math.min(place - Math.floor(most / 3), body.length - most));
  const to = from + most;
  const before = from > 0 ? `(${from} characters) …` : "";
  const after = to < body.length ? `… (${body.length} characters)` : "";
  return `${before}${plain(body.slice(from, to))}${after}`;
}
