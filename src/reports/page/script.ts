import { jsonBody } from "../../http/exchange.ts";
import { curlLine } from "../curl.ts";
import { plain } from "../plain.ts";
import type { ReportedCounterexample } from "../report.ts";

/** Longer scripts are not shown: replay does the same. In characters. */
const MAX_SCRIPT = 12_000;

/**
 * A shell script that sends the requests of a failure again, with the ids that the provider gives out this time;
 * `undefined` if it would be too long to read.
 */
export function scriptOf(it: ReportedCounterexample, baseUrl: string): string | undefined {
  const ids = new Map<string, string>();
  const lines = ["#!/bin/sh", "# needs curl, and the key in OPENCX_API_KEY"];
  const exchanges = it.exchanges.filter(
    ({ purpose }, index) => purpose !== "poll" || it.shownBy.includes(index),
  );
  for (const [index, exchange] of exchanges.entries()) {
    const isTogether = it.steps[exchange.step]?.do === "together";
    let line = curlLine(exchange, baseUrl);
    for (const [id, name] of ids) line = line.replaceAll(id, `'"$${name}"'`);
    const id = /^create(Session|Contact)$/.test(exchange.operation ?? "") ? idIn(exchange) : undefined;
    if (id !== undefined) {
      const name = `id_${ids.size + 1}`;
      ids.set(id, name);
      lines.push(`${name}=$(${line} | grep -o '"id" *: *"[^"]*"' | head -n 1 | cut -d '"' -f 4)`);
    } else lines.push(isTogether ? `${line} &` : `${line}; echo`);
    if (isTogether && exchanges[index + 1]?.step !== exchange.step) lines.push("wait; echo");
  }
  const script = lines.join("\n");
  return script.length > MAX_SCRIPT || plain(script) !== script.replaceAll("\n", "\\n") ? undefined : script;
}

/** The id in an answer, if a shell can take it as it stands. */
function idIn(exchange: ReportedCounterexample["exchanges"][number]): string | undefined {
  const body = jsonBody(exchange.response);
  const id = typeof body === "object" && body !== null && !Array.isArray(body) ? body.id : undefined;
  return typeof id === "string" && /^[\w-]{4,}$/.test(id) ? id : undefined;
}
