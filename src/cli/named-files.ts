import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { parseWaivers, type Waiver } from "../evidence/waivers.ts";
import { readText } from "../read-text.ts";
import type { Report } from "../reports/report.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { loadContract } from "../send-message/contract/load-contract.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { UsageError } from "../usage-error.ts";

/** The contract of the document that the user names; the page's where none is named. @throws UsageError */
export async function contractIn(file: string | undefined): Promise<Contract> {
  return file === undefined ? pageContract : loadContract(readText(file, "the document"), file);
}

/** The waivers of the file that the user names, if any. @throws UsageError */
export function waiversIn(file: string | undefined): Waiver[] {
  return file === undefined ? [] : parseWaivers(readText(file, "the waivers"), file);
}

/** The report of a run; `what` it is to the command stands in messages. @throws UsageError for what is not one */
export async function runReportIn(file: string, what = "the report"): Promise<Report> {
  const text = readText(file, what);
  // What checks it takes its time to load.
  const { readRunReport } = await import("../reports/read-report.ts");
  return readRunReport(text, file);
}

/** Certificates of authorities, in PEM. @throws UsageError for a file that holds none */
export function readAuthority(file: string): string {
  const pem = readText(file, "the authority");
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (certificates.length === 0) throw new Error("none");
    for (const certificate of certificates) new X509Certificate(certificate);
    return pem;
  } catch {
    throw new UsageError(`${file} is not a certificate in PEM format`, "give a PEM file with --ca");
  }
}

/** A client certificate and its key, in one PEM. @throws UsageError for a file that lacks one, or whose parts do not match */
export function readClientCertificate(file: string): string {
  const pem = readText(file, "the client certificate");
  try {
    // Of a file that holds nothing, nothing would be shown.
    new X509Certificate(pem);
    createSecureContext({ cert: pem, key: pem });
    return pem;
  } catch (error) {
    throw new UsageError(
      `${file} is not a client certificate with its key: ${(error as Error).message}`,
      "give one PEM file that holds both with --cert",
    );
  }
}
