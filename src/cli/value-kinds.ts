import { isDay } from "../evidence/waivers.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";
import { kind, VARIABLE } from "./flag.ts";

// The kinds of values that options take. Each refuses a wrong one with a UsageError that names it and shows a right one.

const TEXT = { type: ["string", "number"] };
/** The longest time that an option takes, in hours: the timers of Node end soon after a longer one has begun. */
const MAX_HOURS = 500;
/** Headers of the suite itself, and of the connection. */
const OWN_HEADERS =
  /^(authorization|content-type|content-length|transfer-encoding|connection|keep-alive|upgrade|expect)$/i;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A kind that a pattern describes, here and in the schema. `make` takes the text and its groups, and gives nothing for what is wrong all the same. */
function written<T>(
  [shape, noun]: readonly [shape: string, noun: string],
  pattern: string,
  hint: string,
  make: (...groups: string[]) => T | undefined,
) {
  const schema = { type: "string", pattern: `^(?:${pattern}|${VARIABLE})$` };
  return kind(shape, schema, (given) => {
    const match = new RegExp(`^(?:${pattern})$`).exec(given);
    const value = match === null ? undefined : make(...match);
    if (value === undefined)
      throw new UsageError(`"${given}" is not a valid ${noun}`, `write it like ${hint}`);
    return value;
  });
}

/** Whole numbers in a range. */
function numbers(shape: string, least: number, most: number) {
  const schema = { type: ["integer", "string"], minimum: 0, pattern: `^(?:\\d+|${VARIABLE})$` };
  const range = most === Number.MAX_SAFE_INTEGER ? `above ${least - 1}` : `from ${least} to ${most}`;
  return kind(shape, schema, (given) => {
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= least && value <= most) return value;
    throw new UsageError(`"${given}" is not a whole number ${range}`, "write it in digits alone");
  });
}

/** A text that says something: a variable that a shell left empty does not. */
function textOf(given: string): string {
  if (given.trim() !== "") return given;
  throw new UsageError("it is empty", "give a value, or check the variable that it came from");
}

export const text = kind("TEXT", TEXT, textOf);
export const file = kind("FILE", TEXT, textOf);
export const folder = kind("FOLDER", TEXT, textOf);
export const key = kind("TEXT", TEXT, (given) => parseKey(given));
export const port = numbers("PORT", 0, 65_535);
export const count = numbers("NUMBER", 1, Number.MAX_SAFE_INTEGER);
export const whole = numbers("NUMBER", 0, 999_999_999);
export const seed = numbers("NUMBER", 0, 2 ** 32 - 1);
/** Days that a certificate may be valid: at most ten years. */
export const days = numbers("DAYS", 1, 3650);
/** In milliseconds. A bare number could be of any unit, and is refused. */
export const duration = written(
  ["TIME", "duration"],
  "(\\d+(?:\\.\\d+)?)(ms|s|m|h)",
  "500ms, 5s, 2m or 1h",
  (given, amount, unit) => {
    const ms = Number(amount) * UNITS[unit!]!;
    if (ms <= MAX_HOURS * UNITS.h!) return ms;
    throw new UsageError(`"${given}" is longer than ${MAX_HOURS}h`, "give a shorter time");
  },
);
/** As requests per second; "auto" leaves the pace to the provider's 429 answers. */
export const rate = written(
  ["RATE", "rate"],
  "auto|(\\d+(?:\\.\\d+)?)/([sm])",
  "10/s, 100/m or auto",
  (given, amount, unit) =>
    given === "auto" ? "auto" : Number(amount) / (unit === "m" ? 60 : 1) || undefined,
);
/** "2/4": the second of four parts. */
export const shard = written(["I/N", "shard"], "(\\d{1,4})/(\\d{1,4})", "1/4, 2/4, 3/4, 4/4", (_, i, n) => {
  const [index, parts] = [Number(i), Number(n)];
  return index < 1 || index > parts ? undefined : { index, count: parts };
});
export const header = written(
  ["'NAME: VALUE'", "header"],
  "([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*([\\x21-\\x7e\\x80-\\xff][\\t\\x20-\\x7e\\x80-\\xff]*)",
  "'X-Name: value'; where the value is a variable, check that it is not empty",
  (_, name, value): [string, string] => {
    if (!OWN_HEADERS.test(name!)) return [name!, value!];
    const isKey = name!.toLowerCase() === "authorization";
    throw new UsageError(
      `the suite sets ${name} itself`,
      isKey ? "give the key with --token" : "leave it out",
    );
  },
);
export const host = written(
  ["HOST", "host name"],
  "(?:\\*\\.)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?",
  "api.example.com, without scheme, port and path",
  (name) => name!.toLowerCase(),
);
export const address = written(
  ["HOST:PORT", "address"],
  "([^:]+|\\[[^\\]]+\\]):(\\d{1,5})",
  "127.0.0.1:9000",
  (_, name, number) => ({ host: name!.replace(/^\[|\]$/g, ""), port: Number(number) }),
);
export const date = written(["YYYY-MM-DD", "date"], "\\d{4}-\\d\\d-\\d\\d", "2026-01-31", (day) =>
  isDay(day!) ? day : undefined,
);
const URL_SCHEMA = { type: "string", pattern: `^(?:https?://.+|${VARIABLE})$` };
export const url = kind("URL", URL_SCHEMA, (given) => parseUrl(given));
export const brokerUrl = kind("URL", URL_SCHEMA, (given) =>
  parseUrl(given, "--broker-username and --broker-password, or --broker-token"),
);

/** A base URL without query, fragment or password, which no message shows. @throws UsageError */
export function parseUrl(given: string, credentials = "--token or -H"): URL {
  const found = URL.parse(given);
  const like = "write it like https://api.example.com or http://127.0.0.1:8080/base";
  const wrong = (message: string, hint = like) => new UsageError(message, hint);
  if (found === null) throw wrong(`"${given}" is not a valid URL`);
  if (found.username + found.password !== "")
    throw wrong("the URL holds a user name or password", `give credentials with ${credentials}`);
  if (!/^https?:$/.test(found.protocol)) throw wrong(`"${given}" is not of http or https`);
  if (found.search + found.hash !== "") throw wrong(`"${given}" has a query or a fragment`);
  return found;
}

/** A key that a header can carry; `what` it is stands in messages, which never show it. @throws UsageError */
export function parseKey(given: unknown, what = "it"): string {
  if (typeof given === "string" && /^[\x21-\x7e]+$/.test(given)) return given;
  if (/^bearer\s/i.test(String(given)))
    throw new UsageError(
      `${what} begins with "Bearer"`,
      "give the key alone; the suite writes Bearer before it",
    );
  throw new UsageError(
    given === "" || given === undefined
      ? `${what} is empty`
      : `${what} holds a character that no header can carry`,
    "check it for line ends, spaces and quotes, and the variable that it came from",
  );
}

/** A JSON object: a selector of a Pact Broker. @throws UsageError */
export function parseSelector(given: string): JsonObject {
  try {
    const value: unknown = JSON.parse(given);
    if (isObject(value)) return value;
  } catch {
    // Refused below, like any other text that is not an object.
  }
  throw new UsageError(`"${given}" is not a valid selector`, `write it like '{"mainBranch":true}'`);
}
