import type { KeyObject } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { readKey } from "../certificate/keys.ts";
import { requiredRules } from "../certificate/required-rules.ts";
import type { Case } from "../evidence/case.ts";
import { EVIDENCE_SCHEMA, type EvidenceHeader } from "../evidence/header.ts";
import { openEvidenceLog } from "../evidence/log.ts";
import { plain } from "../reports/plain.ts";
import type { Report } from "../reports/report.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { UsageError } from "../usage-error.ts";
import { suiteFacts } from "./command-name.ts";
import type { RecordingOptions } from "./flags.ts";
import { prepareOutput, takeFile } from "./output-file.ts";

/** The evidence of a run while it goes on, and the certificate that may come of it. */
export interface Recording {
  readonly keep?: (it: Case) => void;
  /**
   * Ends the log, signs what it shows where that was asked for, and says what came of it. Gives the exit code of the
   * command, from that of its verdict: a success whose certificate was refused is none, and 3.
   */
  end(report: Report, out: NodeJS.WritableStream, code: number): Promise<number>;
}

/** What is to be kept of a run; not all that is judged can have a certificate. */
export type Recorded = Partial<RecordingOptions>;

/** The key to sign with, read before anything is sent. @throws UsageError where it holds none */
export function signingKey({ certificate, key }: Recorded): KeyObject | undefined {
  if (certificate === undefined || key === undefined) return undefined;
  const read = readKey(key, "private");
  takeFile(key, "the key");
  return read;
}

/** Begins to keep evidence, where the flags ask for it or for what needs it. @throws UsageError */
export function openRecording(
  flags: Recorded,
  about: Pick<EvidenceHeader, "subject" | "run">,
  contract: Contract,
): Recording {
  const { contract: digest, ...suite } = suiteFacts(contract.digest);
  const header: EvidenceHeader = { schema: EVIDENCE_SCHEMA, suite, contract: digest, ...about };
  const key = signingKey(flags);
  const { certificate } = flags;
  if (certificate !== undefined && header.run.kind === "provider") {
    const chosen = header.run.rules;
    const left = requiredRules(header).find((id) => !chosen.includes(id));
    if (left !== undefined)
      throw new UsageError(
        `a certificate of the profile ${header.run.profile} needs the rule ${left}, which was left out`,
        "leave --rule and --exclude out, or --certificate",
      );
  }
  const file = flags.evidenceLog ?? (certificate === undefined ? undefined : evidenceBeside(certificate));
  if (file === undefined) return { end: async (_report, _out, code) => code };
  if (certificate !== undefined) prepareOutput(certificate, "the certificate");
  prepareOutput(file, "the evidence");
  const log = openEvidenceLog(file, header);
  return {
    keep: log.write,
    async end(report, out, code) {
      let refused = log.close();
      if (refused === undefined) {
        out.write(`  written: ${file}\n`);
        if (certificate === undefined || key === undefined) return code;
        const { writeCertificate } = await import("../certificate/write-certificate.ts");
        // Whoever may ask for a certificate has this by default.
        const validDays = flags.validDays!;
        const request = { file: certificate, evidenceFile: file, key, contract, report, validDays };
        refused = await writeCertificate(request).catch((error: unknown) => {
          // A file that cannot be read again or written costs the certificate, not the verdict.
          if (error instanceof UsageError) return error.message;
          throw error;
        });
      }
      const none = certificate === undefined ? "" : "no certificate: ";
      out.write(refused === undefined ? `  written: ${certificate}\n` : `  ${none}${plain(refused)}\n`);
      return refused !== undefined && code === 0 ? 3 : code;
    },
  };
}

/** `acme.json` has its evidence in `acme.evidence.ndjson`, in the same folder. */
function evidenceBeside(certificate: string): string {
  const name = basename(certificate).replace(/\.[^.]*$/, "");
  return join(dirname(certificate), `${name}.evidence.ndjson`);
}
