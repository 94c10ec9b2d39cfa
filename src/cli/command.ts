import { buildCommand } from "@stricli/core";
import { defaultText, type Flag, type Flags } from "./flag.ts";
import { type CommandName, type CommandOptions, commandFlags, commonFlags, type OptionOf } from "./flags.ts";
import { guarded } from "./guard.ts";
import { chosenMode, type Ignored, type Mode } from "./ignored.ts";
import { type Given, readOptions } from "./options.ts";

/** What a command takes besides options: a text, with what stands for it in the usage line. */
interface Argument {
  readonly brief: string;
  readonly placeholder: string;
  readonly optional?: true;
}

/** What the help says of a command, and what it takes. */
interface Description {
  readonly brief: string;
  readonly details?: string;
  /** Its arguments, one by one, or any number of one sort. */
  readonly arguments?: readonly Argument[] | { readonly any: Argument; readonly minimum?: number };
}

/** What a command does. */
export interface Behaviour<N extends CommandName> {
  /** What else it can do; these take no arguments. */
  readonly modes?: readonly Mode[];
  readonly ignored?: readonly Ignored<OptionOf<N>>[];
  /** Does it, and gives the exit code. @throws UsageError */
  readonly run: (options: CommandOptions<N>, ...args: string[]) => Promise<number>;
}

/** A command of the command line: its options come from there, from the environment, the configuration file and their defaults. */
export function command<N extends CommandName>(
  name: N,
  { brief, details, arguments: taken }: Description,
  load: () => Promise<Behaviour<N>>,
) {
  const flags: Flags = { ...commandFlags[name], ...commonFlags };
  const aliases = Object.entries(flags).flatMap(([option, { alias }]) =>
    alias === undefined ? [] : [[alias, option]],
  );
  return buildCommand<Given, string[]>({
    docs: { brief, ...(details === undefined ? {} : { fullDescription: details }) },
    parameters: {
      flags: Object.fromEntries(Object.entries(flags).map(([option, flag]) => [option, parameterOf(flag)])),
      aliases: Object.fromEntries(aliases),
      ...(taken === undefined ? {} : { positional: positionalOf(taken) }),
      // The parser's types want each option spelled out; they come from the flags instead.
    } as never,
    func: guarded(async (given: Given, ...args: string[]) => {
      const { run, ...behaviour } = await load();
      const options = await readOptions(name, given, process.env);
      const mode = chosenMode(name, options, behaviour, args[0]);
      if (mode === undefined) return run(options, ...args);
      const taken = Object.entries(options).filter(([option]) => mode.takes.includes(option));
      return mode.run(Object.fromEntries(taken) as never);
    }),
  });
}

/** An option as the argument parser takes it. Defaults are not the parser's: environment and file come before them. */
function parameterOf(flag: Flag): object {
  const without = defaultText(flag);
  const brief = `${flag.brief}${flag.isList ? " (repeatable)" : ""}${without === undefined ? "" : ` [${without}]`}`;
  const common = { brief, optional: true };
  if (flag.isSwitch) return { ...common, kind: "boolean", withNegated: flag.default === "yes" };
  const variadic = flag.isList === undefined ? {} : { variadic: flag.separator ?? true };
  if (flag.choices !== undefined) return { ...common, ...variadic, kind: "enum", values: flag.choices };
  const read = (text: string) => (flag.mayBeEmpty && text === "" ? undefined : flag.read(text));
  return { ...common, ...variadic, kind: "parsed", parse: read };
}

function positionalOf(taken: NonNullable<Description["arguments"]>): object {
  const asText = (argument: Argument) => ({ ...argument, parse: String });
  if (!("any" in taken)) return { kind: "tuple", parameters: taken.map(asText) };
  const { any, ...minimum } = taken;
  return { kind: "array", parameter: asText(any), ...minimum };
}
