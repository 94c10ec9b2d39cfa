import { html } from "hono/html";
import { skippedDuties } from "./findings.ts";
import type { Verification } from "./verify-certificate.ts";

const LABEL = "OpenCX send a message";
/** Width of a letter and of the space at either side of a text, in pixels: what badges in this size usually have. */
const LETTER = 6.6;
const PADDING = 8;
/** What XML cannot hold at all, not even escaped. */
const NOT_IN_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** An SVG badge: verdict, version of the suite, expiry, and how many rules were skipped; its title names them. */
export function badge(it: Verification): string {
  const { text, colour, title } = wordsOf(it);
  const left = widthOf(LABEL);
  const right = widthOf(text);
  const all = left + right;
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${all}" height="20" role="img" aria-label="${LABEL}: ${text}">
<title>${title}</title>
<rect width="${left}" height="20" fill="#555"/>
<rect x="${left}" width="${right}" height="20" fill="${colour}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${PADDING}" y="14">${LABEL}</text>
<text x="${left + PADDING}" y="14">${text}</text>
</g>
</svg>
`
    .toString()
    .replace(NOT_IN_XML, "\ufffd");
}

function wordsOf(it: Verification) {
  if (it.state === "refused") return { text: "certificate refused", colour: "#b60205", title: it.reason };
  if (it.state === "undecided") return { text: "not verified", colour: "#6a737d", title: it.reason };
  const { header, rules, verdict } = it.audit;
  const skipped = skippedDuties(rules).map(({ id }) => id);
  const warned = rules.some(({ outcome }) => outcome === "warn");
  const words = [
    verdict === "conformant" ? (warned ? "conformant, with warnings" : "conformant") : "not conformant",
    `suite ${header.suite.version}`,
    `until ${it.issue.expires.slice(0, 10)}`,
    ...(skipped.length === 0 ? [] : [`${skipped.length} skipped`]),
  ];
  const colour = verdict !== "conformant" ? "#b60205" : warned ? "#8a6d00" : "#1a7f37";
  const name = `${header.subject.name}${header.subject.version === undefined ? "" : ` ${header.subject.version}`}`;
  const title = [`${name}: ${words.join(", ")}`, ...skipped.map((id) => `skipped: ${id}`)].join("\n");
  return { text: words.join(" · "), colour, title };
}

function widthOf(text: string): number {
  return Math.ceil([...text].length * LETTER) + 2 * PADDING;
}
