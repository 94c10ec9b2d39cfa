import { EVIDENCE_SCHEMA, type EvidenceHeader } from "../evidence/header.ts";
import { lacking } from "../http/credentials.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Report } from "../reports/report.ts";
import { possessions } from "../running/execution-context.ts";
import type { RunOptions } from "../running/run.ts";
import { suiteFacts } from "./command-name.ts";
import type { Settings } from "./settings.ts";
import type { Opened } from "./target.ts";

/** The first line of the evidence of a run. */
export function providerHeader(
  settings: Settings,
  { name, url }: Report["subject"],
  options: RunOptions,
  { target }: Opened,
): EvidenceHeader {
  const { name: suite, version, contract } = suiteFacts(options.contract.digest);
  const { profile, seed, nonce, strict, without, bounds, rules } = options;
  const { keys, session } = target;
  return {
    schema: EVIDENCE_SCHEMA,
    ...{ suite: { name: suite, version }, contract },
    subject: withoutUndefined({ kind: "provider" as const, name, version: settings.providerVersion, url }),
    run: withoutUndefined({
      ...{ kind: "provider" as const, profile, seed, nonce, strict, without },
      rules: rules.map(({ id }) => id),
      has: possessions(target),
      keyLacks: lacking(keys),
      session,
      settleMs: bounds.settleMs,
    }),
  };
}
