import { explainRule } from "../reports/explain-rule.ts";
import { consumerRules } from "../send-message/consumer-rules/registry.ts";
import { rules } from "../send-message/rules/registry.ts";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./closest.ts";
import type { Behaviour } from "./command.ts";

/** The whole catalogue: rules for providers, then those for consumers. */
const catalogue = [...rules, ...consumerRules];

export const list: Behaviour<"rules list"> = {
  async run() {
    const width = Math.max(...catalogue.map((rule) => rule.id.length));
    for (const rule of catalogue)
      process.stdout.write(`${rule.id.padEnd(width)}  ${rule.basis.padEnd(7)}  ${rule.title}\n`);
    return 0;
  },
};

export const explain: Behaviour<"rules explain"> = {
  async run(_options, id: string) {
    const rule = catalogue.find((each) => each.id === id);
    const ids = catalogue.map((each) => each.id);
    if (rule === undefined)
      throw new UsageError(`unknown rule "${id}"`, didYouMean(id, ids, "`rules list` shows all"));
    process.stdout.write(`${explainRule(rule)}\n`);
    return 0;
  },
};
