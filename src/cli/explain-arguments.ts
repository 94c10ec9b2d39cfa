import {
  ArgumentParseError,
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
} from "@stricli/core";
import { UsageError } from "../usage-error.ts";
import { closest } from "./closest.ts";
import { typedName } from "./flag.ts";
import { commandFlags } from "./flags.ts";

/** What is wrong with the arguments of the command line, and what to do, in one line. */
export function explainArguments(error: unknown, args: readonly string[]): string {
  if (error instanceof ArgumentParseError && error.exception instanceof UsageError)
    return `${error.externalFlagNameOrPlaceholder}: ${error.exception.message}; ${error.exception.hint}`;
  if (error instanceof ArgumentParseError) {
    const { externalFlagNameOrPlaceholder: name, input } = error;
    return `${name}: "${input}" is neither true nor false; write --${name} alone, or leave it out`;
  }
  if (!(error instanceof ArgumentScannerError))
    return `${error instanceof Error ? error.message : String(error)}; ${helpFor(args)}`;
  return formatMessageForArgumentScannerError(error, {
    FlagNotFoundError: ({ input, corrections }) => {
      const near = corrections.map(typedName).join(" or ");
      return `unknown option --${input}; ${near === "" ? helpFor(args) : `did you mean ${near}?`}`;
    },
    AliasNotFoundError: ({ input }) => `unknown option -${input}; ${helpFor(args)}`,
    EnumValidationError: ({ externalFlagName, input, values }) =>
      `${externalFlagName}: "${input}" is unknown; choose one of ${values.join(", ")}`,
    UnsatisfiedFlagError: ({ externalFlagName }) => `--${externalFlagName} needs a value; ${helpFor(args)}`,
    UnexpectedFlagError: ({ externalFlagName, previousInput, input }) =>
      `--${externalFlagName} is given twice${input === previousInput ? "" : `, as "${previousInput}" and "${input}"`}; give it once`,
    UnexpectedPositionalError: ({ input }) => explainExtra(input, args),
    UnsatisfiedPositionalError: ({ placeholder }) => `${placeholder} is missing; ${helpFor(args)}`,
  });
}

/** What to do about a command that does not exist; `near` is one that looks like it. */
export function explainUnknownCommand(input: string, near: string | undefined): string {
  return `unknown command "${input}"; ${near === undefined ? "--help lists the commands" : `did you mean ${near}?`}`;
}

/** One argument too many: an unknown command, an option with an empty value, or really one too many. */
function explainExtra(input: string, args: readonly string[]): string {
  if (/^--[\w-]+=$/.test(input))
    return `${input} has no value; give it one, or check the variable that it came from`;
  if (input === args[0]) return explainUnknownCommand(input, closest(input, Object.keys(commandFlags)));
  return `unexpected argument "${input}"; ${helpFor(args)}`;
}

function helpFor(args: readonly string[]): string {
  const isCommand = (name: string) => name.split(" ").every((word, index) => args[index] === word);
  const group = args[0]?.startsWith("-") === false ? args[0] : undefined;
  return `\`${Object.keys(commandFlags).find(isCommand) ?? group ?? "provider"} --help\` lists the options`;
}
