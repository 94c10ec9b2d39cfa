import type { ConsumerRule } from "../send-message/consumer-rules/consumer-rule.ts";
import type { Rule } from "../send-message/rules/rule.ts";
import { sourceOfRule } from "./source-of-rule.ts";

const MEANS = {
  stated: "the page says so: breaking it fails",
  implied: "it follows from what the page says: breaking it warns, and fails under --strict",
  open: "the page leaves it open: what is done is recorded",
} as const;

/** All there is to say about a rule: its sentence, what it means, what is sent to judge it, and where its judgement is. */
export function explainRule(rule: Rule): string {
  return [
    ...headOf(rule),
    ...(rule.needs === undefined ? [] : [`  needs    ${rule.needs}`]),
    "  sends",
    ...rule.sends.map(({ id, title }) => `    ${id}: ${title}`),
    `  judged by ${sourceOfRule(rule.id)}, on every case that concerns it`,
  ].join("\n");
}

/** The same of a rule for consumers. */
export function explainConsumerRule(rule: ConsumerRule): string {
  return [
    ...headOf(rule),
    `  runs     ${rule.conditions?.join(", ") ?? "every condition"}`,
    `  judged by ${sourceOfRule(rule.id)}, on every run that concerns it`,
  ].join("\n");
}

function headOf(rule: Pick<Rule, "id" | "title" | "basis" | "quote" | "source">): string[] {
  const origin =
    rule.quote === undefined ? `source   ${rule.source}` : `sentence "${rule.quote.replace(/\s+/g, " ")}"`;
  return [rule.id, `  ${rule.title}`, "", `  ${origin}`, `  basis    ${rule.basis}: ${MEANS[rule.basis]}`];
}
