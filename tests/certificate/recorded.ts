import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Audit, audit } from "../../src/certificate/audit.ts";
import { seal } from "../../src/certificate/envelope.ts";
import { statementOf } from "../../src/certificate/statement.ts";
import {
  type Verification,
  type VerifyOptions,
  verifyCertificate,
} from "../../src/certificate/verify-certificate.ts";
import type { Case } from "../../src/evidence/case.ts";
import { EVIDENCE_SCHEMA, type EvidenceHeader, type ProviderRunOptions } from "../../src/evidence/header.ts";
import { openEvidenceLog } from "../../src/evidence/log.ts";
import { lacking } from "../../src/http/credentials.ts";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import type { Transport } from "../../src/http/transport.ts";
import type { JsonObject } from "../../src/json/json.ts";
import { possessions, type Target } from "../../src/running/execution-context.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { rules } from "../../src/send-message/rules/registry.ts";
import { type Judged, judge } from "../helpers/judge.ts";
import { type Handler, KEYS } from "../helpers/providers.ts";

export const VERSION = "1.2.3";
export const NAME = "acme.evidence.ndjson";

/** A run, and the log of it. */
export interface Recorded {
  readonly judged: Judged;
  readonly header: EvidenceHeader;
  readonly cases: readonly Case[];
  readonly file: string;
}

/** A folder that goes with the test, or with the file where there is no test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "certificate-"));
  try {
    onTestFinished(() => rmSync(made, { recursive: true }));
  } catch {
    process.once("exit", () => rmSync(made, { recursive: true, force: true }));
  }
  return made;
}

/** Judges a provider and keeps the evidence, by default with profile quick and seed 1. */
export async function record(
  provider: Handler | Transport,
  options: Partial<ProviderRunOptions> & {
    readonly maxRequests?: number;
    readonly workers?: number;
    readonly keys?: Target["keys"];
  } = {},
): Promise<Recorded> {
  const { profile = "quick", strict = false, settleMs = 200, session, maxRequests = 10_000 } = options;
  const target: Target = {
    transport: typeof provider === "function" ? fetchTransport(provider) : provider,
    keys: options.keys ?? KEYS,
    ...(session === undefined ? {} : { session }),
  };
  const judged = await judge(target, {
    profile,
    strict,
    workers: options.workers ?? (session === undefined ? 4 : 1),
    bounds: { settleMs, maxRequests },
  });
  const header: EvidenceHeader = {
    schema: EVIDENCE_SCHEMA,
    suite: { name: "opencx-conformance", version: VERSION },
    contract: pageContract.digest,
    subject: { kind: "provider", name: "Acme", version: "7", url: "https://acme.example/api" },
    run: {
      kind: "provider",
      profile,
      seed: 1,
      nonce: "test",
      strict,
      rules: rules.map(({ id }) => id),
      has: possessions(target),
      keyLacks: lacking(target.keys),
      ...(session === undefined ? {} : { session }),
      settleMs,
    },
  };
  const file = join(folder(), NAME);
  writeLog(file, header, judged.cases);
  return { judged, header, cases: judged.cases, file };
}

export function writeLog(file: string, header: EvidenceHeader, cases: readonly Case[]): void {
  const log = openEvidenceLog(file, header);
  for (const it of cases) log.write(it);
  log.close();
}

export const keys = generateKeyPairSync("ed25519");

/** The dates of every certificate of the tests, and a day on which it holds. */
export const ISSUE = {
  issued: "2026-01-01T00:00:00.000Z",
  expires: "2026-04-01T00:00:00.000Z",
  evidence: NAME,
};
export const NOW = new Date("2026-02-01T00:00:00.000Z");

/** Signs a statement as it is, with the right key, and verifies it by a log. */
export async function verifySigned(statement: JsonObject, evidenceFile: string): Promise<Verification> {
  return verifyBytes(seal(statement, keys.privateKey), evidenceFile);
}

export async function verifyBytes(
  envelope: string | Uint8Array,
  evidenceFile: string,
  more: Partial<VerifyOptions> = {},
): Promise<Verification> {
  const file = join(folder(), "acme.json");
  writeFileSync(file, envelope);
  return verifyCertificate(file, {
    publicKey: keys.publicKey,
    contract: pageContract,
    version: VERSION,
    now: NOW,
    evidenceFile,
    ...more,
  });
}

/** What a dishonest holder of the key would sign: the outcomes of one run over the evidence of another. */
export async function claim(honest: Audit, evidenceFile: string): Promise<JsonObject> {
  const { digest } = await audit(evidenceFile, pageContract);
  return statementOf({ ...honest, digest }, ISSUE);
}

export function linesOf(file: string): string[] {
  return readFileSync(file, "utf8").split("\n").slice(0, -1);
}
