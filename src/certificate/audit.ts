import type { EvidenceHeader } from "../evidence/header.ts";
import { readEvidence } from "../evidence/read-log.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules as registry } from "../send-message/rules/registry.ts";
import { auditProvider } from "./audit-provider.ts";
import type { Findings } from "./findings.ts";
import { requiredRules } from "./required-rules.ts";

/** What judging a log again came to, with all that a certificate says of it. */
export interface Audit extends Findings {
  readonly header: EvidenceHeader;
  /** SHA-256 (hex) of the log. */
  readonly digest: string;
}

/**
 * Judges an evidence log again, offline: makes its plan again, finds every planned case in it, compares each exchange
 * with the step that it belongs to, and judges each case by the rules of this version. A log of another version has
 * another plan, which can be skipped: then nothing says which cases are missing.
 * @throws UsageError where the log cannot be read
 */
export async function audit(
  file: string,
  contract: Contract,
  plan: "make" | "skip" = "make",
): Promise<Audit> {
  const evidence = await readEvidence(file);
  const { header, cases } = evidence;
  const findings =
    header.run.kind === "provider"
      ? await auditProvider(cases, header.run, contract, plan)
      : // Consumers bring a proxy along, which takes its time to load.
        await (await import("./audit-consumer.ts")).auditConsumer(cases, header.run, plan);
  const problems = [...findings.problems, ...skippedProblems(header, findings, contract)];
  if (findings.verdict === "inconclusive") problems.push("the verdict is inconclusive");
  return { ...findings, header, digest: evidence.digest(), problems };
}

function skippedProblems(header: EvidenceHeader, { rules }: Findings, contract: Contract): string[] {
  return requiredRules(header).flatMap((id) => {
    const judged = rules.find((rule) => rule.id === id);
    const duty = registry.find((rule) => rule.id === id)?.setBy;
    if ((judged !== undefined && judged.outcome !== "skipped") || duty?.(contract) === false) return [];
    return [`the rule ${id} was skipped, and may not be: ${judged?.reason ?? "it is not there"}`];
  });
}
