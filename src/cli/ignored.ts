import { UsageError } from "../usage-error.ts";
import { type Flags, typedName } from "./flag.ts";
import { type CommandName, type CommandOptions, commandFlags, type OptionOf, type Origins } from "./flags.ts";

// No option is ignored: what a command does not read is refused where it stands on the command line. In the environment
// and the configuration file it may stand for other runs; what contradicts another option is refused there, too.

/** Something else that a command does where an option is given: it reads that one and what it takes, and nothing else. */
export interface Mode {
  readonly takes: readonly string[];
  readonly run: (options: never) => Promise<number>;
}

/** A mode of a command, asked for by the first option that it takes. */
export function mode<N extends CommandName, O extends OptionOf<N>>(
  _command: N,
  takes: readonly [O, ...O[]],
  run: (options: Pick<CommandOptions<N>, O & keyof CommandOptions<N>>) => Promise<number>,
): Mode {
  return { takes, run };
}

/** Options of a command that do nothing; "arguments" stands for what is no option. */
export interface Ignored<O extends string = string> {
  readonly options: readonly O[];
  /** Unless one of these is given; "https" stands for a URL that begins with it. */
  readonly needs?: readonly (O | "arguments" | "https")[] | undefined;
  /** Only where one of these is given, too. */
  readonly beside?: readonly (O | "arguments")[] | undefined;
  /** They are refused wherever they stand: they contradict what they stand beside. */
  readonly wherever?: true;
}

/**
 * The mode that is asked for, if any. `ignored` goes beyond what the flags say, and is not about modes; `argument` is no option.
 * @throws UsageError for an option or an argument that would do nothing
 */
export function chosenMode(
  command: CommandName,
  options: Origins,
  { modes = [], ignored = [] }: { readonly modes?: readonly Mode[]; readonly ignored?: readonly Ignored[] },
  argument: string | undefined,
): Mode | undefined {
  const flags: Flags = commandFlags[command];
  const chosen = modes.find(({ takes: [first] }) => isOn(options, first!));
  const idle: Ignored[] = Object.entries(flags).flatMap(([name, { needs, beside }]) => [
    ...(needs === undefined ? [] : [{ options: [name], needs }]),
    ...(beside === undefined ? [] : [{ options: [name], beside }]),
  ]);
  if (chosen !== undefined) {
    const [first] = chosen.takes as [string];
    if (argument !== undefined)
      throw conflict(`"${argument}"`, options.origins.get(first)!, flags[first]?.brief);
    const others = Object.keys(flags).filter((name) => !chosen.takes.includes(name));
    idle.unshift({ options: others, beside: [first] });
  }
  for (const each of chosen === undefined ? [...idle, ...ignored] : idle)
    refuseIgnored(command, options, each, argument);
  return chosen;
}

/** @throws UsageError for an option that would do nothing */
export function refuseIgnored(
  command: CommandName,
  given: Origins,
  { options, needs, beside, wherever }: Ignored,
  argument?: string,
): void {
  const isThere = (name: string) => {
    if (name === "arguments") return argument !== undefined;
    if (name === "https") return (given as { readonly url?: URL }).url?.protocol === "https:";
    return isOn(given, name);
  };
  const other = beside?.find(isThere);
  if (needs?.some(isThere) || (beside !== undefined && other === undefined)) return;
  const idle = options
    .flatMap((name) => given.origins.get(name) ?? [])
    .find((origin) => wherever || origin.startsWith("--"));
  if (idle === undefined) return;
  const flags: Flags = commandFlags[command];
  if (needs === undefined)
    throw other === "arguments"
      ? conflict(idle, `"${argument}"`)
      : conflict(idle, given.origins.get(other!)!, flags[other!]?.brief);
  const needed = needs.map((name) => {
    const variable = flags[name]?.env;
    if (name === "arguments") return "an argument";
    return name === "https"
      ? "a URL that begins with https://"
      : `${typedName(name)}${variable ? ` (${variable})` : ""}`;
  });
  throw new UsageError(
    `${idle} needs ${new Intl.ListFormat("en", { type: "disjunction" }).format(needed)}`,
    `give that as well, or leave ${idle} out`,
  );
}

/** `brief` says what the other one is for: whoever gave both took it for something else. */
function conflict(given: string, other: string, brief?: string): UsageError {
  const meaning = brief === undefined ? "" : ` (${other}: ${brief})`;
  return new UsageError(`${given} does not go with ${other}`, `leave one of the two out${meaning}`);
}

/** Whether an option is given, and not as "no"; or, where it is not given, on by its default. */
function isOn(options: Origins, name: string): boolean {
  const value = (options as Origins & Readonly<Record<string, unknown>>)[name];
  return options.origins.has(name) ? value !== false : Boolean(value);
}
