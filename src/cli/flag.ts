import type { JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";
import {
  parseCount,
  parseDate,
  parseDays,
  parseDuration,
  parseHeader,
  parseHost,
  parsePort,
  parseRate,
  parseSeed,
  parseShard,
  parseText,
  parseUrl,
  parseWhole,
} from "./values.ts";

/** Whether a command always has a value for an option: by a default, or because the user must give one. */
type Presence = "always" | "perhaps";

/** What an option may have besides its description. */
interface Details {
  /** As it is written on the command line. */
  readonly default?: string;
  /** What holds without it, in words, where that is no fixed value. */
  readonly otherwise?: string;
  /** The variable that gives it, where the command line does not. */
  readonly env?: string;
  /** One letter. */
  readonly alias?: string;
  readonly required?: true;
  /** An empty text gives nothing, instead of being a mistake. */
  readonly mayBeEmpty?: true;
}

/** An option of the command line and of the configuration file, as data. `T` is its value. */
export interface Flag<T = unknown, P extends Presence = Presence> extends Details {
  readonly brief: string;
  /** What stands for a value in documents. */
  readonly shape: string;
  /** JSON Schema of one value in the configuration file. */
  readonly schema: object;
  /** Reads one value. @throws UsageError */
  readonly read: (text: string) => unknown;
  /** Reads a value that the configuration file holds as an object. @throws UsageError */
  readonly readObject?: (value: JsonObject) => unknown;
  readonly choices?: readonly string[];
  readonly isSwitch?: true;
  readonly isList?: true;
  /** Stands between the values of a list that are given as one text. */
  readonly separator?: ",";
  /** The configuration file may hold a function that gives it. */
  readonly mayBeFunction?: true;
  /** Types alone: nothing is ever here. */
  readonly typed?: readonly [T, P];
}

export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F> = F extends Flag<infer T, Presence> ? T : never;

/** The options that flags make: those with a default, or required, are always there. */
export type Options<F extends Flags> = {
  readonly [K in keyof F as F[K] extends Flag<unknown, "always"> ? K : never]: ValueOf<F[K]>;
} & { readonly [K in keyof F as F[K] extends Flag<unknown, "always"> ? never : K]?: ValueOf<F[K]> };

type PresenceOf<D> = D extends { readonly default: string } | { readonly required: true }
  ? "always"
  : "perhaps";

/** What the configuration file may hold instead of any value: a text with a variable in it. */
const VARIABLE = ".*\\$\\{\\w+\\}.*";
const TEXT = { type: ["string", "number"] };
const NUMBER = { type: ["integer", "string"], minimum: 0, pattern: `^(\\d+|${VARIABLE})$` };
const matching = (pattern: string) => ({ type: "string", pattern: `^(${pattern}|${VARIABLE})$` });

function kind<T>(shape: string, schema: object, read: (text: string) => T) {
  return <const D extends Details>(brief: string, details?: D): Flag<T, PresenceOf<D>> => ({
    brief,
    shape,
    schema,
    read,
    ...details,
  });
}

export const text = kind("TEXT", TEXT, parseText);
export const file = kind("FILE", TEXT, parseText);
export const folder = kind("FOLDER", TEXT, parseText);
export const url = kind("URL", matching("https?://.+"), parseUrl);
export const header = kind("'NAME: VALUE'", matching("[^:]+:.*"), parseHeader);
export const host = kind("HOST", TEXT, parseHost);
export const port = kind("PORT", NUMBER, parsePort);
export const duration = kind("TIME", matching("\\d+(\\.\\d+)?(ms|s|m|h)"), parseDuration);
export const count = kind("NUMBER", NUMBER, parseCount);
export const whole = kind("NUMBER", NUMBER, parseWhole);
export const days = kind("DAYS", NUMBER, parseDays);
export const date = kind("YYYY-MM-DD", matching("\\d{4}-\\d\\d-\\d\\d"), parseDate);
export const seed = kind("NUMBER", NUMBER, parseSeed);
export const rate = kind("RATE", matching("auto|\\d+(\\.\\d+)?/[sm]"), parseRate);
export const shard = kind("I/N", matching("\\d+/\\d+"), parseShard);

/** One of several words. */
export function choice<const T extends string, const D extends Details>(
  choices: readonly T[],
  brief: string,
  details?: D,
): Flag<T, PresenceOf<D>> {
  const read = (word: string) => {
    if ((choices as readonly string[]).includes(word)) return word as T;
    throw new UsageError("bad-choice", `"${word}" is not known`, `choose one of ${choices.join(", ")}`);
  };
  const schema = { anyOf: [{ enum: choices }, { type: "string", pattern: VARIABLE }] };
  return { brief, shape: choices.join("|"), schema, choices, read, ...details };
}

/** On where it is given, else off; with `default: "yes"` on, unless `--no-...` is given. */
export function yes(brief: string, details: Details = {}): Flag<boolean, "always"> {
  const read = (word: string) => word === "yes";
  return { brief, shape: "", schema: { type: "boolean" }, isSwitch: true, read, default: "no", ...details };
}

/** A text on the command line, an object in the configuration file. */
export function object<T>(
  shape: string,
  read: (text: string) => T,
  readObject: (value: JsonObject) => T,
  brief: string,
  details: Details = {},
): Flag<T, "perhaps"> {
  return { brief, shape, schema: { type: ["string", "object"] }, read, readObject, ...details };
}

/** The same, or a function in a configuration file in TypeScript that gives it whenever it is needed. */
export function orFunction<T, P extends Presence>(flag: Flag<T, P>): Flag<T | (() => unknown), P> {
  const { typed: _, ...same } = flag;
  return { ...same, mayBeFunction: true };
}

/** As often as wanted: a list. */
export function many<T, P extends Presence>(flag: Flag<T, P>): Flag<readonly T[], P> {
  const { typed: _, ...same } = flag;
  return { ...same, isList: true };
}

/** An option as it is typed: "--max-time". */
export function typedName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The same, also with commas between the values. */
export function separated<T, P extends Presence>(flag: Flag<T, P>): Flag<readonly T[], P> {
  return { ...many(flag), separator: "," };
}

/** What holds where an option is not given, in words; `undefined` where nothing does. */
export function defaultText({ env, default: fixed, otherwise, required }: Flag): string | undefined {
  const parts = [env, fixed ?? otherwise, required ? "required" : undefined];
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(", else ");
}
