import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./closest.ts";
import { type CommandName, commandFlags, isTop, topFlags } from "./flags.ts";
import { readText } from "./named-files.ts";

/** The names of configuration files. */
export const CONFIG_FILES = ["ts", "json", "yaml"].map(
  (extension) => `opencx-conformance.config.${extension}`,
);

type Content = { readonly [name: string]: unknown };

/** What a configuration file holds for one command: each option as it stands there, and where, for messages. */
export interface Config {
  at(option: string): { readonly value: unknown; readonly origin: string } | undefined;
}

/**
 * The configuration for a command: of the file that is named, or else of the one in the current folder, if there is one.
 * An option in the command's own section wins over the same one at the top.
 * @throws UsageError for a file that cannot be read, and for what is not an option
 */
export async function readConfig(command: CommandName, named: string | undefined): Promise<Config> {
  const file = named ?? findConfig();
  if (file === undefined) return { at: () => undefined };
  const content = await contentOf(file);
  if (!isObject(content))
    throw new UsageError(
      "bad-config",
      `${file} holds no object of options`,
      "give options by their names, like profile: quick",
    );
  checkNames(content, file);
  const section = (Object.hasOwn(content, command) ? content[command] : {}) as Content;
  return {
    at(option) {
      if (Object.hasOwn(section, option))
        return { value: section[option], origin: `${file}: ${command}: ${option}` };
      return isTop(command, option) && Object.hasOwn(content, option)
        ? { value: content[option], origin: `${file}: ${option}` }
        : undefined;
    },
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
      "misnamed-config",
      `${misnamed} looks like a configuration file, but is not read under this name`,
      `rename it to one of ${CONFIG_FILES.join(", ")}, or give it with --config`,
    );
  if (files.length > 1)
    throw new UsageError(
      "two-configs",
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
    throw new UsageError("bad-config", `${file} cannot be run: ${(error as Error).message}`, "correct it");
  }
}

/** Names are checked for every command, so that a wrong one does not wait for the command that it is for. */
function checkNames(content: Content, file: string): void {
  for (const [name, value] of Object.entries(content)) {
    if (name === "$schema" || Object.hasOwn(topFlags, name)) continue;
    if (!Object.hasOwn(commandFlags, name)) throw unknownName(name, file);
    if (!isObject(value))
      throw new UsageError(
        "bad-config",
        `${file}: ${name} is a command, and its value holds no object of options`,
        `give the options of \`${name}\` below it, by their names`,
      );
    const known = Object.keys(commandFlags[name as CommandName]);
    for (const option of Object.keys(value)) {
      if (known.includes(option)) continue;
      throw new UsageError(
        "unknown-setting",
        `${file}: ${name} names ${option}, which is not an option of it`,
        didYouMean(option, known, `\`${name} --help\` lists its options`),
      );
    }
  }
}

function unknownName(name: string, file: string): UsageError {
  const commands = Object.entries(commandFlags).flatMap(([command, flags]) =>
    Object.hasOwn(flags, name) ? [command] : [],
  );
  const names = [...Object.keys(topFlags), ...Object.keys(commandFlags)];
  return new UsageError(
    "unknown-setting",
    `${file} names ${name}, which is not an option`,
    commands.length > 0
      ? `${name} is an option of \`${commands[0]}\`: write it below "${commands[0]}"`
      : didYouMean(name, names, "`provider --help` lists the options"),
  );
}
