import { isObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";
import { type Found, readConfig } from "./config.ts";
import { type Flag, typedName } from "./flag.ts";
import { type CommandName, type CommandOptions, commandFlags } from "./flags.ts";

/** Options as they were given on the command line, read. */
export type Given = Readonly<Record<string, unknown>>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The options of a command: from the command line, else the environment, else the configuration file, else the default.
 * @throws UsageError for a value that an option does not take, and for a required one that nothing gives
 */
export async function readOptions<N extends CommandName>(
  command: N,
  given: Given,
  environment: Environment,
): Promise<CommandOptions<N>> {
  const configured = await readConfig(command, given.config as string | undefined);
  const options: Record<string, unknown> = {};
  const origins = new Map<string, string>();
  for (const [name, flag] of Object.entries<Flag>(commandFlags[command])) {
    const found =
      fromCommandLine(name, given) ??
      fromEnvironment(flag, environment) ??
      fromConfig(flag, configured(name), environment);
    if (found?.value !== undefined) {
      options[name] = found.value;
      // A switch that is left as it is by default is not given.
      if (!flag.isSwitch || found.value !== flag.read(flag.default!)) origins.set(name, found.origin);
    } else if (flag.default !== undefined) options[name] = flag.read(flag.default);
    else if (flag.required)
      throw new UsageError(
        `\`${command}\` needs ${typedName(name)}`,
        `give it${flag.env === undefined ? "" : `, or ${flag.env}`}, or ${name} in the configuration file`,
      );
  }
  return { ...options, origins } as unknown as CommandOptions<N>;
}

function fromCommandLine(name: string, { [name]: value }: Given): Found | undefined {
  const typed = typedName(name);
  return value === undefined
    ? undefined
    : { value, origin: value === false ? typed.replace("--", "--no-") : typed };
}

function fromEnvironment({ env, mayBeEmpty, read }: Flag, environment: Environment): Found | undefined {
  const value = env === undefined ? undefined : environment[env];
  if (env === undefined || value === undefined) return undefined;
  if (value.trim() !== "") return { value: attempt(read, value, env), origin: env };
  if (mayBeEmpty) return undefined;
  throw new UsageError(
    `${env} is set, but empty`,
    "give it a value, or unset it; in CI, check that the secret or variable reaches this job",
  );
}

function fromConfig(flag: Flag, found: Found | undefined, environment: Environment): Found | undefined {
  if (found === undefined) return undefined;
  const { value, origin } = found;
  return { value: readSetting(flag, withVariables(value, origin, environment), origin), origin };
}

/** A value of the configuration file as the option reads it. @throws UsageError */
function readSetting(flag: Flag, value: unknown, origin: string): unknown {
  if (flag.isList) {
    const { separator } = flag;
    const isWritten = typeof value === "string" && separator !== undefined;
    const list: readonly unknown[] = isWritten ? value.split(separator) : [value].flat();
    return list.map((each) => readSetting({ ...flag, isList: undefined } as never, each, origin));
  }
  if (flag.mayBeFunction && typeof value === "function") return value;
  const wrong = (hint: string) => new UsageError(`${origin} cannot be ${JSON.stringify(value)}`, hint);
  if (flag.isSwitch) {
    if (typeof value === "boolean") return value;
    throw wrong("it is true or false");
  }
  if (flag.readObject !== undefined && isObject(value)) return attempt(flag.readObject, value, origin);
  if (typeof value !== "string" && typeof value !== "number") throw wrong("give text or a number");
  if (flag.mayBeEmpty && value === "") return undefined;
  return attempt(flag.read, String(value), origin);
}

/** Reads a value, and says where a wrong one stands. */
function attempt<V>(read: (value: V) => unknown, value: V, origin: string): unknown {
  try {
    return read(value);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${origin}: ${error.message}`, error.hint);
  }
}

/** A value with every `${NAME}` in its texts replaced by that variable; `$${NAME}` stands for `${NAME}` itself. @throws UsageError */
function withVariables(value: unknown, origin: string, environment: Environment): unknown {
  if (Array.isArray(value)) return value.map((each) => withVariables(each, origin, environment));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, withVariables(each, origin, environment)]),
    );
  if (typeof value !== "string") return value;
  return value.replace(/(\$?)\$\{(\w+)\}/g, (whole, escaped: string, name: string) => {
    if (escaped !== "") return whole.slice(1);
    const variable = environment[name];
    if (variable !== undefined && variable.trim() !== "") return variable;
    throw new UsageError(
      `${origin} needs the variable ${name}, which is ${variable === undefined ? "not set" : "empty"}`,
      `set ${name}, or take \${${name}} out of the file`,
    );
  });
}
