import type { JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";

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
  /** As often as wanted. */
  readonly isList?: true;
  /** Stands between the values of a list that are given as one text. */
  readonly separator?: ",";
  /** A configuration file in TypeScript may hold a function that gives it whenever it is needed. */
  readonly mayBeFunction?: true;
}

/** An option of the command line and of the configuration file, as data. `T` is one value of it. */
export interface Flag<T = unknown> extends Details {
  readonly brief: string;
  /** What stands for a value in documents. */
  readonly shape: string;
  /** JSON Schema of one value in the configuration file. */
  readonly schema: object;
  /** Reads one value. @throws UsageError */
  readonly read: (text: string) => T;
  /** Reads a value that the configuration file holds as an object. @throws UsageError */
  readonly readObject?: (value: JsonObject) => T;
  readonly choices?: readonly string[];
  readonly isSwitch?: true;
  /** The option of other commands that it is. */
  readonly sameAs?: Flag;
}

export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F> =
  F extends Flag<infer T>
    ? F extends { readonly isList: true }
      ? readonly T[]
      : F extends { readonly mayBeFunction: true }
        ? T | (() => unknown)
        : T
    : never;

/** What always has a value: by a default, or because the user must give one. */
type Given = { readonly default: string } | { readonly required: true };

/** The options that flags make. */
export type Options<F extends Flags> = {
  readonly [K in keyof F as F[K] extends Given ? K : never]: ValueOf<F[K]>;
} & { readonly [K in keyof F as F[K] extends Given ? never : K]?: ValueOf<F[K]> };

/** What the configuration file may hold instead of any value: a text with a variable in it. */
export const VARIABLE = ".*\\$\\{\\w+\\}.*";

/** Makes options of one kind of value: `shape` stands for one in documents, `schema` describes it in the configuration file. */
export function kind<T>(shape: string, schema: object, read: (text: string) => T) {
  return <const D extends Details = object>(brief: string, details?: D) =>
    ({ brief, shape, schema, read, ...details }) as Flag<T> & NoInfer<D>;
}

/** One of several words. */
export function choice<const T extends string, const D extends Details = object>(
  choices: readonly T[],
  brief: string,
  details?: D,
) {
  const schema = { anyOf: [{ enum: choices }, { type: "string", pattern: VARIABLE }] };
  const read = (word: string) => {
    const found = choices.find((each) => each === word);
    if (found !== undefined) return found;
    throw new UsageError(`"${word}" is not known`, `choose one of ${choices.join(", ")}`);
  };
  return { ...kind(choices.join("|"), schema, read)(brief, details), choices };
}

/** On where it is given, else off; with `default: "yes"` on, unless `--no-...` is given. */
export function yes(brief: string, details: Details = {}) {
  const read = (word: string) => word === "yes";
  const schema = { type: "boolean" };
  return { ...kind("", schema, read)(brief, { default: "no", ...details }), isSwitch: true } as const;
}

/** A text on the command line, an object in the configuration file. */
export function object<T, const D extends Details = object>(
  shape: string,
  read: (text: string) => T,
  readObject: (value: JsonObject) => T,
  brief: string,
  details?: D,
) {
  return { ...kind(shape, { type: ["string", "object"] }, read)(brief, details), readObject };
}

/** Demands an option that other commands can do without. */
export function required<F extends Flag>(flag: F) {
  const { otherwise: _, ...same } = flag;
  return { ...same, required: true, sameAs: flag } as unknown as F & { readonly required: true };
}

/** An option as it is typed: "--max-time". */
export function typedName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What holds where an option is not given, in words; `undefined` where nothing does. */
export function defaultText({ env, default: fixed, otherwise, required }: Flag): string | undefined {
  const parts = [env, fixed ?? otherwise, required ? "required" : undefined];
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(", else ");
}
