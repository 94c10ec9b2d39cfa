import { buildCommand, buildRouteMap } from "@stricli/core";
import { explainConsumerRule, explainRule } from "../reports/explain-rule.ts";
import { consumerRules } from "../send-message/consumer-rules/registry.ts";
import { rules } from "../send-message/rules/registry.ts";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./closest.ts";
import { guarded } from "./guard.ts";

/** The whole catalogue: rules for providers, then those for consumers. */
const catalogue = [...rules, ...consumerRules];

const list = buildCommand({
  docs: { brief: "lists every rule with its basis" },
  parameters: {},
  func: guarded(async () => {
    const width = Math.max(...catalogue.map((rule) => rule.id.length));
    for (const rule of catalogue)
      process.stdout.write(`${rule.id.padEnd(width)}  ${rule.basis.padEnd(7)}  ${rule.title}\n`);
    return 0;
  }),
});

const explain = buildCommand<Record<never, never>, [string]>({
  docs: { brief: "says what a rule demands, why, what is sent, and how it is judged" },
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{ brief: "id of the rule", parse: String, placeholder: "ID" }],
    },
  },
  func: guarded(async (_flags: Record<never, never>, id: string) => {
    const rule = rules.find((each) => each.id === id);
    const consumerRule = consumerRules.find((each) => each.id === id);
    const ids = catalogue.map((each) => each.id);
    if (!ids.includes(id))
      throw new UsageError(
        "unknown-rule",
        `unknown rule "${id}"`,
        didYouMean(id, ids, "`rules list` shows all"),
      );
    const text = rule === undefined ? explainConsumerRule(consumerRule!) : explainRule(rule);
    process.stdout.write(`${text}\n`);
    return 0;
  }),
});

export const rulesRoutes = buildRouteMap({
  routes: { list, explain },
  defaultCommand: "list",
  docs: { brief: "the catalogue of rules" },
});
