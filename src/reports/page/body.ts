import type { RecordedBody } from "../../http/exchange.ts";
import { type BodyLine, bodyLines, type Marks } from "../body-lines.ts";
import { cut } from "../plain.ts";
import { type Html, html } from "./html.ts";

/** Characters of one value, and lines of one body, that are shown. */
const MAX_VALUE = 240;
const MAX_LINES = 48;

/** A body, laid out if it is JSON, with what is wrong in it marked like a difference: what should be there, and what is. */
export function bodyView(body: RecordedBody | undefined, marks: Marks = {}): Html | undefined {
  if (body === undefined) return undefined;
  const lines = body.encoding === "utf8" ? bodyLines(body.data, marks) : undefined;
  if (lines === undefined)
    return html`<pre class="body" tabindex="0">${body.encoding === "base64" ? "base64: " : ""}${cut(body.data, 1500)}</pre>`;
  const kept = lines.filter(
    ({ mark }, index) => index < MAX_LINES || (mark !== undefined && mark !== "named"),
  );
  const more = lines.length - kept.length;
  return html`<pre class="body" tabindex="0">${kept.map(lineView)}${more > 0 ? html`<span class="more">… ${more} more lines</span>` : undefined}</pre>`;
}

function lineView({ depth, text, name, mark, remark }: BodyLine): Html {
  const indent = "  ".repeat(Math.min(depth, 12));
  const key = name === undefined ? undefined : html`<b>${cut(name, MAX_VALUE)}</b>: `;
  const inner = html`${key}${cut(text, MAX_VALUE)}`;
  if (mark === undefined)
    return html`${indent}${inner}
`;
  if (mark === "named")
    return html`${indent}<mark>${inner}</mark>
`;
  return html`<span class="${mark}">${indent}${inner}<em>${remark}</em></span>
`;
}
