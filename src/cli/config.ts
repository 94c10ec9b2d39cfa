import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { readText } from "../read-text.ts";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./closest.ts";
import { type CommandName, commandFlags, isTop, topFlags } from "./flags.ts";

/** The names of configuration files. */
export const CONFIG_FILES = ["ts", "json", "yaml"].map(
  (extension) => `opencx-conformance.config.${extension}`,
);

type Content = { readonly [name: string]: unknown };

/** A value that was given, and where it stands, for messages. */
export interface Found {
  readonly value: unknown;
  readonly origin: string;
}

/**
 * What a configuration file holds for a command, option by option: the one that is named, or else the one in the current folder.
 * An option in the command's own section wins over the same one at the top.
 * @throws UsageError for a file that cannot be read, and for what is not an option
 */
export async function readConfig(
  command: CommandName,
  named: string | undefined,
): Promise<(option: string) => Found | undefined> {
  const file = named ?? findConfig();
  if (file === undefined) return () => undefined;
  const content = await contentOf(file);
  if (!isObject(content))
    throw new UsageError(
      `${file} holds no object of options`,
      "give options by their names, like profile: quick",
    );
  checkNames(content, file);
  const section = (Object.hasOwn(content, command) ? content[command] : {}) as Content;
  return (option) => {
    if (Object.hasOwn(section, option))
      return { value: section[option], origin: `${file}: ${command}: ${option}` };
    return isTop(command, option) && Object.hasOwn(content, option)
      ? { value: content[option], origin: `${file}: ${option}` }
      : undefined;
  };
}

function findConfig(): string | undefined {
  // Not the keys that `certificate keygen` writes.
  const files = readdirSync(".").filter((name) =>
    /^\.?opencx-?conformance([.-]config)?\.(?!key$|pub$)\w+$/i.test(name),
  );
  const misnamed = files.find((name) => !CONFIG_FILES.includes(name));
  if (misnamed !== undefined)
    throw new UsageError(
      `${misnamed} looks like a configuration file, but is not read under this name`,
      `rename it to one of ${CONFIG_FILES.join(", ")}, or give it with --config`,
    );
  if (files.length > 1)
    throw new UsageError(
      `there are two configuration files: ${files.join(" and ")}`,
      "keep one of them, or give one with --config",
    );
  return files[0];
}

async function contentOf(file: string): Promise<unknown> {
  if (!/\.[cm]?[jt]s$/.test(file)) return parseBounded(readText(file, "the configuration"), file);
  if (!existsSync(file)) readText(file, "the configuration");
  try {
    return ((await import(pathToFileURL(resolve(file)).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new UsageError(
      `${file} cannot be run: ${error instanceof Error ? error.message : String(error)}`,
      "correct it",
    );
  }
}

/** Names are checked for every command, so that a wrong one does not wait for the command that it is for. */
function checkNames(content: Content, file: string): void {
  for (const [name, value] of Object.entries(content)) {
    if (name === "$schema" || Object.hasOwn(topFlags, name)) continue;
    if (!Object.hasOwn(commandFlags, name))
      throw unknownName(file, name, [...Object.keys(topFlags), ...Object.keys(commandFlags)]);
    if (!isObject(value))
      throw new UsageError(
        `${file}: ${name} is a command, and its value holds no object of options`,
        `give the options of \`${name}\` below it, by their names`,
      );
    const known = Object.keys(commandFlags[name as CommandName]);
    const unknown = Object.keys(value).find((option) => !known.includes(option));
    if (unknown !== undefined) throw unknownName(`${file}: ${name}`, unknown, known);
  }
}

function unknownName(place: string, name: string, known: readonly string[]): UsageError {
  const owner = Object.entries(commandFlags).find(([, flags]) => Object.hasOwn(flags, name))?.[0];
  return new UsageError(
    `${place} names ${name}, which is not an option there`,
    owner === undefined
      ? didYouMean(name, known, "docs/options.md lists the options")
      : `${name} is an option of \`${owner}\`: write it below "${owner}"`,
  );
}
