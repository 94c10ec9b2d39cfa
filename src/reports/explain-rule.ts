import type { RuleText } from "../judging/rule-text.ts";
import type { ConsumerRule } from "../send-message/consumer-rules/consumer-rule.ts";
import { consumerRuleFiles } from "../send-message/consumer-rules/registry.ts";
import { ruleFiles } from "../send-message/rules/registry.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { BASIS_WORDS } from "./outcome-words.ts";

/** All there is to say about a rule: its sentence, what it means, what is sent to judge it, and where its judgement is. */
export function explainRule(rule: Rule | ConsumerRule): string {
  const { id, title, basis, quote, source } = rule;
  const isForProviders = "sends" in rule;
  const how = isForProviders
    ? [
        ...(rule.needs === undefined ? [] : [`  needs    ${rule.needs}`]),
        "  sends",
        ...rule.sends.map((scenario) => `    ${scenario.id}: ${scenario.title}`),
      ]
    : [`  runs     ${rule.conditions?.join(", ") ?? "every condition"}`];
  return [
    id,
    `  ${title}`,
    "",
    quote === undefined ? `  source   ${source}` : `  sentence "${quote.replace(/\s+/g, " ")}"`,
    `  basis    ${basis}: ${BASIS_WORDS[basis].join(": ")}`,
    ...how,
    `  judged by ${sourceOfRule(id)}, on every ${isForProviders ? "case" : "run"} that concerns it`,
  ].join("\n");
}

const FOLDERS: Readonly<Record<string, Readonly<Record<string, readonly RuleText[]>>>> = {
  rules: ruleFiles,
  "consumer-rules": consumerRuleFiles,
};

/** The file of this repository that holds a rule: one an area. */
export function sourceOfRule(id: string): string {
  for (const [folder, files] of Object.entries(FOLDERS)) {
    const found = Object.entries(files).find(([, rules]) => rules.some((rule) => rule.id === id));
    if (found !== undefined) return `src/send-message/${folder}/${found[0]}.ts`;
  }
  throw new Error(`no file of src/send-message holds the rule ${id}`);
}
