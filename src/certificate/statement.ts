import type { Json, JsonObject } from "../json/json.ts";
import type { Outcome } from "../judging/outcome.ts";
import type { Audit } from "./audit.ts";

/** The parts of a certificate that do not follow from its evidence. Times in ISO 8601, UTC. */
export interface Issue {
  readonly issued: string;
  readonly expires: string;
  /** Name of the evidence log, without its folder. */
  readonly evidence: string;
}

const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
export const PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
/** The member of the predicate that holds what is ours; the others are those of the predicate type. */
export const OWN_MEMBER = "opencx_conformance";
export const CERTIFICATE_SCHEMA = "opencx-conformance/certificate/1";

/** What a certificate says, word for word: it follows from the evidence and these few facts, and from nothing else. */
export function statementOf(audit: Audit, issue: Issue): JsonObject {
  const { header, rules, verdict } = audit;
  const { suite, subject, contract, run } = header;
  const named = (outcome: Outcome) =>
    rules
      .filter((rule) => rule.outcome === outcome)
      .map(({ id }) => id)
      .sort();
  const passed = named("warn").length > 0 ? "WARNED" : "PASSED";
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [
      {
        name: subject.name,
        uri: subject.url,
        digest: { sha256: subject.digest ?? audit.digest },
        annotations: subject.version === undefined ? undefined : { version: subject.version },
      },
    ],
    predicateType: PREDICATE_TYPE,
    predicate: {
      result: verdict === "conformant" ? passed : "FAILED",
      configuration: [
        { name: suite.name, uri: `pkg:npm/${suite.name}@${suite.version}` },
        { name: "contract", digest: { sha256: contract } },
        { name: issue.evidence, digest: { sha256: audit.digest }, mediaType: "application/x-ndjson" },
      ],
      passedTests: named("pass"),
      warnedTests: named("warn"),
      failedTests: named("fail"),
      [OWN_MEMBER]: {
        schema: CERTIFICATE_SCHEMA,
        verdict,
        kind: subject.kind,
        command: subject.command,
        suite,
        contract,
        run,
        cases: audit.cases,
        outcomes: Object.fromEntries(rules.map(({ id, outcome }) => [id, outcome])),
        skipped: Object.fromEntries(
          rules.filter(({ outcome }) => outcome === "skipped").map(({ id, reason }) => [id, reason ?? ""]),
        ),
        evidence: { name: issue.evidence, sha256: audit.digest },
        issued: issue.issued,
        expires: issue.expires,
      },
    },
  };
  // Without what is undefined.
  return JSON.parse(JSON.stringify(statement)) as JsonObject;
}

/** The first place at which two statements differ: its path, and what stands there in each. */
export function firstDifference(
  said: Json | undefined,
  found: Json | undefined,
  path = "",
): { readonly path: string; readonly said: string; readonly found: string } | undefined {
  if (typeof said !== "object" || typeof found !== "object" || said === null || found === null) {
    return said === found ? undefined : { path, said: shown(said), found: shown(found) };
  }
  const [left, right] = [said as JsonObject, found as JsonObject];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const own = (it: JsonObject) => (Object.hasOwn(it, key) ? it[key] : undefined);
    const difference = firstDifference(own(left), own(right), path === "" ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function shown(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
