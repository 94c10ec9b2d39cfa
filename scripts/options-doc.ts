import { readFileSync, writeFileSync } from "node:fs";
import type { Command, CommandContext, RouteMap } from "@stricli/core";
import { app } from "../src/cli/app.ts";
import { defaultText, type Flag, type Flags, typedName } from "../src/cli/flag.ts";
import { type CommandName, commandFlags, commonFlags, isTop, topFlags } from "../src/cli/flags.ts";

// Writes docs/options.md and the JSON Schema of the configuration file from the flags. With --check it writes nothing,
// and fails where one of them is stale.

type Target = Command<CommandContext> | RouteMap<CommandContext>;

const root = new URL("../", import.meta.url);
const commands = commandsOf(app.root);
const files = { "docs/options.md": page(), "spec/schemas/config.schema.json": schema() };

for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, root);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(`${name} is stale: run \`npm run generate\` and commit the result\n`);
    process.exitCode = 1;
  }
}

function commandsOf(target: Target, words = ""): { words: string; brief: string }[] {
  if (!("getAllEntries" in target)) return [{ words, brief: target.brief }];
  return target
    .getAllEntries()
    .flatMap(({ name, target: below }) =>
      commandsOf(below, `${words} ${name["convert-camel-to-kebab"]}`.trim()),
    );
}

function page(): string {
  return `${[
    "# Options",
    "",
    "Written by `npm run generate` from src/cli/flags.ts; not to be edited.",
    "",
    "An option comes from the command line, else from its variable, else from the configuration file, else from its default.",
    "A time is written like `500ms`, `5s`, `2m` or `1h`. An option that is marked with `…` may be given several times.",
    "",
    "## The configuration file",
    "",
    "`opencx-conformance.config.ts`, `.json` or `.yaml` in the current folder, or the file that `--config` names. Options have their names in camel",
    'case there. Those that are marked with "top" stand at the top of the file, and hold for every command that has them; all others stand below',
    "the name of their command, which wins:",
    "",
    "```yaml",
    "# opencx-conformance.config.yaml",
    "url: http://127.0.0.1:8080",
    "token: ${STAGING_KEY} # from the environment; $${...} stands for ${...} itself",
    "maxTime: 5m",
    "report: [json, html]",
    "pact verify:",
    "  providerName: acme",
    "consumer:",
    "  condition: [slow, rate-limited]",
    "```",
    "",
    "A variable that is missing or empty is a usage error. A `.ts` file exports the object as its default. For help while you type, name the schema:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=./node_modules/opencx-conformance/spec/schemas/config.schema.json",
    "```",
    "",
    'In JSON, it is the member `"$schema"`.',
    "",
    "## Every command",
    "",
    ...table(commonFlags, () => "no"),
    ...commands.flatMap(({ words, brief }) => {
      const flags: Flags = commandFlags[words as CommandName];
      if (Object.keys(flags).length === 0) return [];
      const place = (name: string) => (isTop(words as CommandName, name) ? "top" : `\`${words}\``);
      return [
        "",
        `## ${words}`,
        "",
        `${brief[0]!.toUpperCase()}${brief.slice(1)}.`,
        "",
        ...table(flags, place),
      ];
    }),
  ].join("\n")}\n`;
}

function table(flags: Flags, placeOf: (name: string) => string): string[] {
  return [
    "| option | what it does | default | in the file |",
    "|---|---|---|---|",
    ...Object.entries(flags).map(([name, flag]) => {
      const cells = [typed(name, flag), flag.brief, defaultText(flag) ?? "", placeOf(name)];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("<", "&lt;")).join(" | ")} |`;
    }),
  ];
}

function typed(name: string, { alias, shape, isList, default: fixed }: Flag): string {
  const long = shape === "" && fixed === "yes" ? typedName(name).replace("--", "--no-") : typedName(name);
  return `${alias === undefined ? "" : `\`-${alias}\`, `}\`${`${long} ${shape}`.trim()}\`${isList ? " …" : ""}`;
}

function schema(): string {
  const sections = commands
    .filter(({ words }) => words !== "provider")
    .map(({ words, brief }) => [
      words,
      {
        description: brief,
        type: "object",
        additionalProperties: false,
        properties: properties(commandFlags[words as CommandName]),
      },
    ]);
  return `${JSON.stringify(
    {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Configuration of opencx-conformance",
      type: "object",
      additionalProperties: false,
      properties: { $schema: { type: "string" }, ...properties(topFlags), ...Object.fromEntries(sections) },
    },
    null,
    2,
  )}\n`;
}

function properties(flags: Flags): object {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      const without = defaultText(flag);
      const description = `${flag.brief}${without === undefined ? "" : ` [${without}]`}`;
      const one = flag.schema;
      return [
        name,
        { description, ...(flag.isList ? { anyOf: [one, { type: "array", items: one }] } : one) },
      ];
    }),
  );
}
