import { createHash, type KeyObject } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { PROFILES, type Profile } from "../evidence/profile.ts";
import { fileProblem } from "../file-problem.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { member, withMember } from "../json/member.ts";
import { verdictOf } from "../judging/outcome.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { UsageError } from "../usage-error.ts";
import { type Audit, audit } from "./audit.ts";
import { EnvelopeRefused, unseal } from "./envelope.ts";
import type { AuditedRule } from "./findings.ts";
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
  /** Demand: the name that its subject must have. */
  readonly subject?: string;
  /** Demand: its run must have had this profile, or a larger one. */
  readonly profile?: Profile;
}

/**
 * What verifying came to: `valid`, everything was found to be so; `refused`, something is not as it says;
 * `undecided`, something is lacking to find out, and the hint says what. A certificate of another version is valid without its plan.
 */
export type Verification =
  | {
      readonly state: "valid";
      readonly audit: Audit;
      readonly issue: Issue;
      /** Whether the plan was made again, which only the version that made it can do. */
      readonly plan: "checked" | "unchecked";
    }
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
  const statement = unseal(await readFile(file).catch(unreadable(file)), options.publicKey);
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
    throw new EnvelopeRefused(`its issue date ${issue.issued} is in the future`);
  checkDemands(statement, own, options);

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
  if (own.contract !== options.contract.digest) {
    return undecided(
      `it was judged by another document, of digest ${shown(own.contract)}`,
      "give that document with --spec",
    );
  }
  const version = member(own, "suite", "version");
  const isOther = version !== options.version;
  try {
    return await judgedAgain(statement as JsonObject, evidenceFile, issue, options.contract, isOther);
  } catch (error) {
    // Signed as it is, the log would have been readable to its issuer, too.
    if (!(error instanceof UsageError || error instanceof EnvelopeRefused)) throw error;
    if (!isOther) throw new EnvelopeRefused(error.message);
    // Rules change between versions, so this need not be a fault of the certificate.
    return undecided(
      `version ${shown(version)} made it, and version ${options.version} does not find the same: ${error.message}`,
      `install opencx-conformance@${shown(version)} and verify with it`,
    );
  }
}

/**
 * Makes the statement from the evidence again, which must be the signed one. Of another version, the rules that both
 * versions have must come to the same, reasons aside; its plan is not made again.
 */
async function judgedAgain(
  statement: JsonObject,
  evidenceFile: string,
  issue: Issue,
  contract: Contract,
  isOther: boolean,
): Promise<Verification> {
  const judged = await audit(evidenceFile, contract, isOther ? "skip" : "make");
  if (judged.problems.length > 0) throw new EnvelopeRefused(judged.problems.join("; "));
  const found = isOther ? asFarAsSaid(judged, statement) : judged;
  // Versions may word the reasons of skipped rules differently.
  const comparable = (it: JsonObject) =>
    isOther ? withMember(it, ["predicate", OWN_MEMBER, "skipped"], undefined) : it;
  const difference = firstDifference(comparable(statement), comparable(statementOf(found, issue)));
  if (difference !== undefined)
    throw new EnvelopeRefused(
      `${difference.path} says ${difference.said}, and the evidence shows ${difference.found}`,
    );
  return { state: "valid", audit: found, issue, plan: isOther ? "unchecked" : "checked" };
}

/**
 * What was found of the rules that a statement names. The size of the plan is the word of its issuer; and versions may
 * have a rule in different profiles, so that one which was skipped stays so, unless the evidence breaks it.
 */
function asFarAsSaid(found: Audit, statement: JsonObject): Audit {
  const own = member(statement, "predicate", OWN_MEMBER);
  const rules = found.rules.flatMap((rule): AuditedRule[] => {
    const said = member(own, "outcomes", rule.id);
    if (said === undefined) return [];
    const isMore = said === "skipped" && (rule.outcome === "pass" || rule.outcome === "observed");
    if (!isMore) return [rule];
    const reason = String(member(own, "skipped", rule.id) ?? "");
    return [{ ...rule, outcome: "skipped", reason }];
  });
  const planned = Number(member(own, "cases", "planned"));
  const verdict = verdictOf(rules.map(({ outcome }) => outcome));
  return { ...found, rules, verdict, cases: { ...found.cases, planned } };
}

/** @throws EnvelopeRefused where the certificate is not the one that was asked for */
function checkDemands(statement: Json, own: JsonObject, { subject, profile }: VerifyOptions): void {
  const subjects = member(statement, "subject");
  const name = member(Array.isArray(subjects) ? subjects[0] : undefined, "name");
  if (subject !== undefined && name !== subject)
    throw new EnvelopeRefused(`its subject is "${shown(name)}", not "${subject}"`);
  const has = member(own, "run", "profile");
  const sizes: readonly unknown[] = PROFILES;
  if (profile !== undefined && sizes.indexOf(has) < sizes.indexOf(profile))
    throw new EnvelopeRefused(`its profile is "${shown(has)}", smaller than "${profile}"`);
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

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash).catch(unreadable(file));
  return hash.digest("hex");
}

function unreadable(file: string) {
  return (error: unknown): never => {
    throw new UsageError(`cannot read ${file}: ${fileProblem(error)}`, "check the path");
  };
}

function undecided(reason: string, hint: string): Verification {
  return { state: "undecided", reason, hint };
}

function shown(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 100) : "unknown";
}
