import type { KeyObject } from "node:crypto";
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileProblem } from "../file-problem.ts";
import type { Outcome, Verdict } from "../judging/outcome.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { UsageError } from "../usage-error.ts";
import { audit } from "./audit.ts";
import { seal } from "./envelope.ts";
import { statementOf } from "./statement.ts";

export interface CertificateRequest {
  /** Where the certificate goes; the evidence is looked for beside it. */
  readonly file: string;
  /** The evidence log of the run, closed. Its header says who was judged, and how. */
  readonly evidenceFile: string;
  readonly key: KeyObject;
  readonly contract: Contract;
  /** What the run itself said: a certificate that said anything else would be wrong. */
  readonly report: {
    readonly verdict: Verdict;
    readonly rules: readonly { readonly id: string; readonly outcome: Outcome }[];
  };
  readonly validDays: number;
  /** Default: now. */
  readonly issued?: Date;
}

/**
 * Signs what a run of a provider or of a consumer came to. The evidence is judged again first: nothing is signed that
 * could not be verified. Returns why there is no certificate, or nothing when it is written.
 * @throws UsageError where a file cannot be read or written
 */
export async function writeCertificate(request: CertificateRequest): Promise<string | undefined> {
  const { file, evidenceFile, key, contract, report, validDays } = request;
  const found = await audit(evidenceFile, contract);
  const outcomes = new Map(found.rules.map(({ id, outcome }) => [id, outcome]));
  // What the run left undecided, as further tries told, changes no verdict: the certificate says what the evidence shows.
  const differing = report.rules.find(
    ({ id, outcome }) => outcome !== "inconclusive" && outcomes.get(id) !== outcome,
  );
  const problem =
    found.problems[0] ??
    (differing === undefined && report.verdict === found.verdict
      ? undefined
      : `the evidence does not show what the run said${differing === undefined ? "" : ` of ${differing.id}`}`);
  if (problem !== undefined) return problem;
  const issued = request.issued ?? new Date();
  const expires = new Date(issued.getTime() + validDays * 86_400_000);
  const statement = statementOf(found, {
    issued: issued.toISOString(),
    expires: expires.toISOString(),
    evidence: basename(evidenceFile),
  });
  try {
    writeFileSync(file, seal(statement, key));
  } catch (error) {
    throw new UsageError(`cannot write the certificate to ${file}: ${fileProblem(error)}`, "check the path");
  }
  return undefined;
}
