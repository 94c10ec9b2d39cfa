import { createHash, type KeyObject } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { isObject, type JsonObject } from "../json/json.ts";
import { member } from "../send-message/analysis/facts.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { UsageError } from "../usage-error.ts";
import { type Audit, audit } from "./audit.ts";
import { EnvelopeRefused, unseal } from "./envelope.ts";
import {
  CERTIFICATE_SCHEMA,
  firstDifference,
  type Issue,
  OWN_MEMBER,
  PREDICATE_TYPE,
  statementOf,
} from "./statement.ts";

export interface VerifyOptions {
  readonly publicKey: KeyObject;
  /** Default: the log that the certificate names, beside it. */
  readonly evidenceFile?: string;
  readonly contract: Contract;
  /** Version of this suite. */
  readonly version: string;
  /** Default: now. */
  readonly now?: Date;
}

/**
 * What verifying came to: `valid`, everything was found to be so; `refused`, something is not as it says;
 * `undecided`, something is lacking to find out, and the hint says what.
 */
export type Verification =
  | { readonly state: "valid"; readonly audit: Audit; readonly issue: Issue }
  | { readonly state: "refused"; readonly reason: string }
  | { readonly state: "undecided"; readonly reason: string; readonly hint: string };

/** A clock may be this much behind that of the issuer, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Verifies a certificate, offline: signature, dates and digests; then the evidence is judged again, and the statement
 * made from it again, which must be the signed one to the letter.
 * @throws UsageError where a file cannot be read
 */
export async function verifyCertificate(file: string, options: VerifyOptions): Promise<Verification> {
  try {
    return await verified(file, options);
  } catch (error) {
    if (error instanceof EnvelopeRefused) return { state: "refused", reason: error.message };
    throw error;
  }
}

async function verified(file: string, options: VerifyOptions): Promise<Verification> {
  const statement = unseal(bytesOf(file), options.publicKey);
  const own = member(statement, "predicate", OWN_MEMBER);
  if (
    member(statement, "predicateType") !== PREDICATE_TYPE ||
    !isObject(own) ||
    own.schema !== CERTIFICATE_SCHEMA
  )
    throw new EnvelopeRefused("it is signed, but no certificate of this suite");
  const issue = issueOf(own);
  const now = (options.now ?? new Date()).getTime();
  if (now >= Date.parse(issue.expires)) throw new EnvelopeRefused(`it expired on ${issue.expires}`);
  if (now < Date.parse(issue.issued) - CLOCK_SKEW_MS)
    throw new EnvelopeRefused(`it was issued on ${issue.issued}, which is to come`);

  const evidenceFile = options.evidenceFile ?? join(dirname(file), issue.evidence);
  if (options.evidenceFile === undefined && !existsSync(evidenceFile)) {
    return undecided(
      "signature and dates hold, but the evidence is not there, and nothing was judged again",
      `give the file ${issue.evidence} with --evidence`,
    );
  }
  const digest = await digestOf(evidenceFile);
  if (digest !== member(own, "evidence", "sha256"))
    throw new EnvelopeRefused(`${evidenceFile} is not the evidence that was signed: its digest is ${digest}`);
  const version = member(own, "suite", "version");
  if (version !== options.version) {
    return undecided(
      `it was made by version ${shown(version)}, and rules change between versions`,
      `install opencx-conformance@${shown(version)} and verify with it`,
    );
  }
  if (own.contract !== options.contract.digest) {
    return undecided(
      `it was judged by another document, of digest ${shown(own.contract)}`,
      "give that document with --spec",
    );
  }
  return judgedAgain(statement as JsonObject, evidenceFile, issue, options);
}

async function judgedAgain(
  statement: JsonObject,
  evidenceFile: string,
  issue: Issue,
  { contract }: VerifyOptions,
): Promise<Verification> {
  let found: Audit;
  try {
    found = await audit(evidenceFile, contract);
  } catch (error) {
    // Signed as it is, the log would have been readable to its issuer, too.
    if (error instanceof UsageError) throw new EnvelopeRefused(error.message);
    throw error;
  }
  if (found.problems.length > 0) throw new EnvelopeRefused(found.problems.join("; "));
  const difference = firstDifference(statement, statementOf(found, issue));
  if (difference !== undefined) {
    const { path, said, found: shows } = difference;
    throw new EnvelopeRefused(`${path} says ${said}, and the evidence shows ${shows}`);
  }
  return { state: "valid", audit: found, issue };
}

function issueOf(own: JsonObject): Issue {
  const [issued, expires, evidence] = [own.issued, own.expires, member(own, "evidence", "name")];
  if (!isDate(issued) || !isDate(expires) || typeof evidence !== "string" || !/^[^/\\\0]+$/.test(evidence))
    throw new EnvelopeRefused("it lacks its dates, or the name of its evidence");
  return { issued, expires, evidence };
}

function isDate(value: unknown): value is string {
  return (
    typeof value === "string" && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value
  );
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(
      "unreadable-file",
      `${file} cannot be read: ${(error as Error).message}`,
      "check the path",
    );
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    throw new UsageError(
      "unreadable-file",
      `${file} cannot be read: ${(error as Error).message}`,
      "check the path",
    );
  }
  return hash.digest("hex");
}

function undecided(reason: string, hint: string): Verification {
  return { state: "undecided", reason, hint };
}

function shown(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 100) : "unknown";
}
