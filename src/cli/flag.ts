import type { JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";

/** Whether a command always has a value for an option: by a default, or because the user must give one. */
export type Presence = "always" | "perhaps";

/** What an option may have besides its description. */
export interface Details {
  /** As it is written on the command line. */
  readonly default?: string;
  /** What holds without it, in words, where that is no fixed value. */
  readonly otherwise?: string;
  /** The variable that gives it, where the command line does not. */
  readonly env?: string;
  /** One letter. */
  readonly alias?: string;
  readonly required?: true;
  /** It does nothing unless one of these other options is given; "arguments" stands for what is no option. */
  readonly needs?: readonly string[];
  /** It does nothing where one of these is given. */
  readonly beside?: readonly string[];
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
  /** The option of other commands that it is. */
  readonly sameAs?: Flag;
  /** Types alone: nothing is ever here. */
  readonly typed?: readonly [T, P] | undefined;
}

export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F> = F extends Flag<infer T, Presence> ? T : never;

/** The options that flags make: those with a default, or required, are always there. */
export type Options<F extends Flags> = {
  readonly [K in keyof F as F[K] extends Flag<unknown, "always"> ? K : never]: ValueOf<F[K]>;
} & { readonly [K in keyof F as F[K] extends Flag<unknown, "always"> ? never : K]?: ValueOf<F[K]> };

/** What the configuration file may hold instead of any value: a text with a variable in it. */
export const VARIABLE = ".*\\$\\{\\w+\\}.*";

export type PresenceOf<D> = D extends { readonly default: string } | { readonly required: true }
  ? "always"
  : "perhaps";

/** Makes options of one kind of value: `shape` stands for one in documents, `schema` describes it in the configuration file. */
export function kind<T>(shape: string, schema: object, read: (text: string) => T) {
  return <const D extends Details>(brief: string, details?: D): Flag<T, PresenceOf<D>> => ({
    brief,
    shape,
    schema,
    read,
    ...details,
  });
}

/** One of several words. */
export function choice<const T extends string, const D extends Details>(
  choices: readonly T[],
  brief: string,
  details?: D,
): Flag<T, PresenceOf<D>> {
  const schema = { anyOf: [{ enum: choices }, { type: "string", pattern: VARIABLE }] };
  const read = (word: string) => {
    const found = choices.find((each) => each === word);
    if (found !== undefined) return found;
    throw new UsageError(`"${word}" is not known`, `choose one of ${choices.join(", ")}`);
  };
  return { ...kind(choices.join("|"), schema, read)(brief, details), choices };
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
  return { ...flag, mayBeFunction: true, typed: undefined };
}

/** As often as wanted: a list. */
export function many<T, P extends Presence>(flag: Flag<T, P>): Flag<readonly T[], P> {
  return { ...flag, isList: true, typed: undefined };
}

/** Demands an option that other commands can do without. */
export function required<T>(flag: Flag<T>): Flag<T, "always"> {
  const { otherwise: _, ...same } = flag;
  return { ...same, typed: undefined, required: true, sameAs: flag };
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
