import type { Exchange } from "../http/exchange.ts";

/** The recorded request as a `curl` line that runs as pasted; keys are named by the variables that hold them. */
export function curlLine(exchange: Exchange, baseUrl: string): string {
  const { method, path, headers, body } = exchange.request;
  const parts = [`curl -sS -X ${method}`, quoted(`${baseUrl.replace(/\/$/, "")}${path}`)];
  for (const [name, value] of headers) parts.push("-H", header(name, value));
  if (body === undefined) return parts.join(" ");
  if (body.encoding === "base64")
    return `printf %s ${quoted(body.data)} | base64 -d | ${parts.join(" ")} --data-binary @-`;
  return `${parts.join(" ")} --data-raw ${quoted(body.data)}`;
}

/** A secret stands in a double-quoted string, so that the shell puts it in. */
function header(name: string, value: string): string {
  const variable = { "<api-key>": "$OPENCX_API_KEY", "<read-only-key>": "$OPENCX_READ_ONLY_KEY" };
  for (const [placeholder, name_] of Object.entries(variable)) {
    if (value.includes(placeholder)) return `"${name}: ${value.replace(placeholder, name_)}"`;
  }
  return quoted(`${name}: ${value}`);
}

/** Quoted for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
