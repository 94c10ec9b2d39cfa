import { isDay } from "../evidence/waivers.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";

/** Parsers of option values; each throws a UsageError that names the value and shows a right one. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** "500ms", "5s", "2m" or "1h"; a bare number could be of any unit, and is refused. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (match === null)
    throw new UsageError(
      "bad-duration",
      /^\d+(\.\d+)?$/.test(text) ? `"${text}" names no unit of time` : `"${text}" is not a valid duration`,
      "write it like 500ms, 5s, 2m or 1h",
    );
  return Number(match[1]) * UNITS[match[2]!]!;
}

/** "10/s" or "100/m", as requests per second; "auto" leaves the pace to the provider's 429 answers. */
export function parseRate(text: string): number | "auto" {
  if (text === "auto") return "auto";
  const match = /^(\d+(?:\.\d+)?)\/(s|m)$/.exec(text);
  if (match === null || Number(match[1]) === 0)
    throw new UsageError("bad-rate", `"${text}" is not a valid rate`, "write it like 10/s, 100/m or auto");
  return Number(match[1]) / (match[2] === "m" ? 60 : 1);
}

/** A text that says something: a variable that a shell left empty does not. */
export function parseText(text: string): string {
  if (text.trim() !== "") return text;
  throw new UsageError("empty-value", "it is empty", "give a value, or check the variable that it came from");
}

export function parseCount(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) === 0)
    throw new UsageError("bad-count", `"${text}" is not a whole number above 0`, "write it like 100");
  return Number(text);
}

/** Days that a certificate may be valid: at most ten years. */
export function parseDays(text: string): number {
  const days = parseCount(text);
  if (days > 3650) throw new UsageError("bad-days", `"${text}" days is too long`, "give at most 3650 days");
  return days;
}

/** A whole number, 0 included. */
export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError("bad-count", `"${text}" is not a whole number`, "write it like 12, or 0");
  return Number(text);
}

export function parseSeed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 32 - 1)
    throw new UsageError(
      "bad-seed",
      `"${text}" is not a valid seed`,
      "a seed is a whole number from 0 to 4294967295",
    );
  return Number(text);
}

/** "2/4": the second of four parts. */
export function parseShard(text: string): { readonly index: number; readonly count: number } {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count)
    throw new UsageError("bad-shard", `"${text}" is not a valid shard`, "write it like 1/4, 2/4, 3/4, 4/4");
  return { index, count };
}

/** A base URL without query, fragment or password. */
export function parseUrl(text: string): URL {
  const hint = "write it like https://api.example.com or http://127.0.0.1:8080/base";
  if (!URL.canParse(text)) throw new UsageError("bad-url", `"${text}" is not a valid URL`, hint);
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new UsageError("bad-url", `"${text}" is not of http or https`, hint);
  if (url.search !== "" || url.hash !== "")
    throw new UsageError("bad-url", `"${text}" has a query or a fragment`, hint);
  if (url.username !== "" || url.password !== "")
    throw new UsageError(
      "bad-url",
      "the URL holds a user name or password",
      "give credentials with --token or -H",
    );
  return url;
}

/** "Name: value". */
export function parseHeader(text: string): [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(text);
  if (match === null)
    throw new UsageError("bad-header", `"${text}" is not a valid header`, "write it like 'X-Name: value'");
  return [match[1]!, match[2]!];
}

/** "api.example.com" or "*.example.com". */
export function parseHost(text: string): string {
  if (/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) return text.toLowerCase();
  throw new UsageError(
    "bad-host",
    `"${text}" is not a host name`,
    "write it without scheme, port and path, like api.example.com",
  );
}

/** A day that exists, "YYYY-MM-DD". */
export function parseDate(text: string): string {
  if (isDay(text)) return text;
  throw new UsageError("bad-date", `"${text}" is not a valid date`, "write it like 2026-01-31");
}

/** A JSON object: a selector of a Pact Broker. */
export function parseSelector(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Refused below, like any other text that is not an object.
  }
  throw new UsageError(
    "bad-selector",
    `"${text}" is not a valid selector`,
    `write it like '{"mainBranch":true}'`,
  );
}

export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError(
      "bad-port",
      `"${text}" is not a valid port`,
      "a port is a whole number up to 65535; 0 means any free one",
    );
  return Number(text);
}
