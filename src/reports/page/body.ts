import type { RecordedBody } from "../../http/exchange.ts";
import { type BodyLine, bodyLines, type Marks } from "../body-lines.ts";
import { cut } from "../plain.ts";
import { type Html, html } from "./html.ts";

/** Characters of a body that is no JSON and of one value, and lines of one body, that are shown. */
const MAX_TEXT = 1500;
const MAX_VALUE = 240;
const MAX_LINES = 48;

/** A body, laid out if it is JSON, with what is wrong in it marked like a difference: what should be there, and what is. */
export function bodyView(body: RecordedBody | undefined, marks: Marks = {}): Html | undefined {
  if (body === undefined) return undefined;
  const lines = body.encoding === "utf8" ? bodyLines(body.data, marks) : undefined;
  if (lines === undefined)
    return html`<pre class="body" tabindex="0">${body.encoding === "base64" ? "base64: " : ""}${cut(body.data, MAX_TEXT)}</pre>`;
  const isWrong = ({ mark }: BodyLine) => mark !== undefined && mark !== "named";
  const kept = lines.filter((line, index) => index < MAX_LINES || isWrong(line));
  const more = lines.length - kept.length;
  return html`<pre class="body" tabindex="0">${kept.map(lineView)}${more > 0 ? html`<span class="meta">… ${more} more lines</span>` : undefined}</pre>`;
}

function lineView({ depth, text, name, mark, remark }: BodyLine): Html {
  const indent = "  ".repeat(Math.min(depth, 12));
  const inner = html`${name && html`<b>${cut(name, MAX_VALUE)}</b>: `}${cut(text, MAX_VALUE)}`;
  if (mark === undefined) return html`${indent}${inner}\n`;
  if (mark === "named") return html`${indent}<mark>${inner}</mark>\n`;
  return html`<span class="${mark}">${indent}${inner}<em>${remark}</em></span>\n`;
}
