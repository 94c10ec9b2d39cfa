import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Html, html, trusted } from "./html.ts";

const fileText = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8").trim();

/** The whole document: one file that asks nobody for anything, and runs no script but its own. */
export function shell(title: string, content: Html): string {
  const style = fileText("page.css");
  const script = fileText("in-the-browser.js");
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`${trusted("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${content}
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}
