import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject, type Json } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { readStateMap } from "../send-message/pact-states/resolve-state.ts";
import { UsageError } from "../usage-error.ts";
import { closest } from "./closest.ts";
import { providerFlags } from "./provider-flags.ts";

const CONFIG_FILES = ["ts", "json", "yaml"].map((extension) => `opencx-conformance.config.${extension}`);

/** What the options have in common, as the argument parser takes them. */
interface Flag {
  readonly kind: string;
  readonly parse?: (text: string) => unknown;
  readonly values?: readonly string[];
  readonly variadic?: boolean;
}

/**
 * The options of the configuration file in a folder, each read as on the command line; none if there is no such file.
 * @throws UsageError for a file that cannot be read, for what is no option, and for a value that the option does not take
 */
export async function readConfig(folder = "."): Promise<{ [option: string]: unknown }> {
  const files = readdirSync(folder).filter((name) =>
    /^\.?opencx-?conformance([.-]config)?\.\w+$/i.test(name),
  );
  const misnamed = files.find((name) => !CONFIG_FILES.includes(name));
  if (misnamed !== undefined)
    throw new UsageError(
      "misnamed-config",
      `${join(folder, misnamed)} looks like a configuration file, but is not read under this name`,
      `rename it to one of ${CONFIG_FILES.join(", ")}`,
    );
  if (files.length > 1)
    throw new UsageError(
      "two-configs",
      `there are two configuration files: ${files.join(" and ")}`,
      "keep one of them",
    );
  const file = files.map((name) => join(folder, name))[0];
  if (file === undefined) return {};
  const content = file.endsWith(".ts")
    ? await importConfig(file)
    : parseBounded(readFileSync(file, "utf8"), file);
  if (!isObject(content))
    throw new UsageError(
      "bad-config",
      `${file} holds no object of options`,
      "give options by their names, like profile: quick",
    );
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, readSetting(name, value, file)]),
  );
}

async function importConfig(file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(resolve(file)).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new UsageError("bad-config", `${file} cannot be run: ${(error as Error).message}`, "correct it");
  }
}

/** A value under the name of an option, as that option reads it; `origin` stands in messages. @throws UsageError */
export function readSetting(name: string, value: Json, origin: string): unknown {
  // No option, since no command line could hold it: what the names of states in pacts mean.
  if (name === "stateMap") return readStateMap(value);
  const flags: Readonly<Record<string, Flag>> = providerFlags;
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag === undefined) {
    const near = closest(name, Object.keys(flags));
    throw new UsageError(
      "unknown-setting",
      `${origin} names ${name}, which is no option`,
      near === undefined ? "`provider --help` lists the options" : `did you mean ${near}?`,
    );
  }
  const wrong = (hint: string) =>
    new UsageError("bad-setting", `${origin}: ${name} cannot be ${JSON.stringify(value)}`, hint);
  if (flag.kind === "boolean") {
    if (typeof value !== "boolean") throw wrong("it is true or false");
    return value;
  }
  const one = (each: Json): unknown => {
    if (typeof each !== "string" && typeof each !== "number") throw wrong("give text or a number");
    const text = String(each);
    if (flag.values !== undefined && !flag.values.includes(text))
      throw wrong(`choose one of ${flag.values.join(", ")}`);
    try {
      return flag.parse === undefined ? text : flag.parse(text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      throw new UsageError(error.code, `${origin}: ${name}: ${error.message}`, error.hint);
    }
  };
  if (flag.variadic !== true) return one(value);
  return (Array.isArray(value) ? value : [value]).map(one);
}
