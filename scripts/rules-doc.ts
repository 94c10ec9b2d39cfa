import { globSync, readFileSync, writeFileSync } from "node:fs";
import type { Basis } from "../src/judging/outcome.ts";
import { sourceOfRule } from "../src/reports/explain-rule.ts";
import { consumerRules } from "../src/send-message/consumer-rules/registry.ts";
import { isAbout, page } from "../src/send-message/contract/page.ts";
import { rules } from "../src/send-message/rules/registry.ts";
import { uncoveredSentences } from "../src/send-message/rules/uncovered-sentences.ts";
import { scenarios } from "../src/send-message/scenarios/registry.ts";

// Writes docs/rules.md from the registries: from each sentence of the page to its rules, from each rule to what is sent
// for it and how it is judged. With --check it writes nothing, and fails where the file is stale.

type AnyRule = (typeof rules)[number] | (typeof consumerRules)[number];

const root = new URL("../", import.meta.url);
const file = new URL("docs/rules.md", root);

const text = `${[
  "# Rules",
  "",
  "Written by `npm run generate` from the registries of rules and scenarios; not to be edited.",
  "",
  summary(),
  "",
  "- **stated**: the page says so. Breaking it fails the provider, or the consumer.",
  "- **implied**: it follows from what the page says. Breaking it warns, and fails under `--strict`.",
  "- **open**: the page leaves it open. What is done is recorded, and never judged.",
  "",
  "## From a sentence to its rules",
  "",
  "Every sentence of [the page](../spec/send-message.txt), in its order.",
  "",
  ...page.sentences.flatMap(sentenceLines),
  "## Rules for providers",
  "",
  ...areasOf(rules).flatMap(areaLines),
  "## Rules for consumers",
  "",
  ...consumerRules.flatMap(ruleLines),
  "## Scenarios",
  "",
  "What is sent. A scenario feeds the rules that name it, and every other rule that its cases concern.",
  "The numbers are its cases in the profiles quick, standard and thorough.",
  "",
  ...scenarios.flatMap(({ id, title, cases, needs }) => [
    `- <a id="scenario-${id}"></a>**[${id}](../${sourceOfScenario(id)})** ${title} ` +
      `(${cases.quick}, ${cases.standard}, ${cases.thorough}${needs === undefined ? "" : `; needs ${needs}`})`,
  ]),
].join("\n")}\n`;

if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (current() !== text) {
  process.stderr.write("docs/rules.md is stale: run `npm run generate` and commit the result\n");
  process.exitCode = 1;
}

function current(): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function summary(): string {
  const counts = (of: readonly AnyRule[]) =>
    (["stated", "implied", "open"] satisfies Basis[])
      .map((basis) => `${of.filter((rule) => rule.basis === basis).length} ${basis}`)
      .join(", ");
  return `${rules.length} rules for providers (${counts(rules)}) and ${consumerRules.length} for consumers (${counts(consumerRules)}).`;
}

function sentenceLines(sentence: string): string[] {
  const about = [...rules, ...consumerRules].filter(
    ({ quote }) => quote !== undefined && isAbout(quote, sentence),
  );
  const reason = uncoveredSentences.find(([uncovered]) => uncovered === sentence)?.[1];
  return [
    `> ${escaped(sentence)}`,
    "",
    ...(about.length > 0 ? about.map(linkTo) : [`- no rule: ${reason}`]),
    "",
  ];
}

function linkTo(rule: AnyRule): string {
  return `- [${rule.id}](#${anchorOf(rule.id)}) (${rule.basis}): ${rule.title}`;
}

function areasOf(all: readonly AnyRule[]): [area: string, rules: AnyRule[]][] {
  return [...Map.groupBy(all, (rule) => rule.id.split("/")[0]!)];
}

function areaLines([area, all]: [string, AnyRule[]]): string[] {
  return [`### ${area}`, "", ...all.flatMap(ruleLines)];
}

function ruleLines(rule: AnyRule): string[] {
  const sends = "sends" in rule ? rule.sends.map(({ id }) => `[${id}](#scenario-${id})`) : [];
  const conditions = "conditions" in rule ? (rule.conditions ?? []) : [];
  return [
    `- <a id="${anchorOf(rule.id)}"></a>**[${rule.id}](../${sourceOfRule(rule.id)})** (${rule.basis}): ${rule.title}  `,
    `  ${rule.quote === undefined ? `from: ${rule.source}` : `from: "${escaped(rule.quote)}"`}${sends.length + conditions.length > 0 ? "  " : ""}`,
    ...(sends.length > 0 ? [`  sends: ${sends.join(", ")}`] : []),
    ...(conditions.length > 0 ? [`  judged where: ${conditions.join(", ")}`] : []),
    ...("needs" in rule && rule.needs !== undefined ? [`  needs: ${rule.needs}`] : []),
    "",
  ];
}

function anchorOf(id: string): string {
  return id.replace("/", "--");
}

/** The file that holds a scenario, named with its id or with the pattern that makes it. */
function sourceOfScenario(id: string): string {
  const files = globSync("src/send-message/scenarios/**/*.ts", { cwd: root }).sort();
  const found = files.find((name) =>
    [...readFileSync(new URL(name, root), "utf8").matchAll(/(?:id: |rejecting\(\s*)(["`])(.+?)\1/g)].some(
      ([, , pattern]) => new RegExp(`^${pattern!.replace(/\$\{\w+\}/g, "\\w+")}$`).test(id),
    ),
  );
  if (found === undefined) throw new Error(`no file of src/send-message/scenarios holds ${id}`);
  return found;
}

/** As one line of Markdown. */
function escaped(words: string): string {
  return words.replace(/\s+/g, " ").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
