import type { RuleText } from "../judging/rule-text.ts";
import { consumerRuleFiles } from "../send-message/consumer-rules/registry.ts";
import { ruleFiles } from "../send-message/rules/registry.ts";

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
