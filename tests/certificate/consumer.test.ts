import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type Audit, audit } from "../../src/certificate/audit.ts";
import { statementOf } from "../../src/certificate/statement.ts";
import { writeCertificate } from "../../src/certificate/write-certificate.ts";
import type { Case } from "../../src/evidence/case.ts";
import { EVIDENCE_SCHEMA, type EvidenceHeader } from "../../src/evidence/header.ts";
import { conditionsOf } from "../../src/send-message/consumer-rules/conditions.ts";
import type { ConsumerCase } from "../../src/send-message/consumer-rules/consumer-case.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { fixture, judge } from "../consumer-harness/judging.ts";
import {
  claim,
  folder,
  ISSUE,
  keys,
  NAME,
  NOW,
  VERSION,
  verifyBytes,
  verifySigned,
  writeLog,
} from "./recorded.ts";

const header: EvidenceHeader = {
  schema: EVIDENCE_SCHEMA,
  suite: { name: "opencx-conformance", version: VERSION },
  contract: pageContract.digest,
  subject: { kind: "consumer", name: "acme-bot", version: "2", digest: "ab".repeat(32) },
  run: { kind: "consumer", strict: false, profile: "quick" },
};

let recorded: ConsumerCase;
let file: string;
let found: Audit;
let outcomes: { readonly id: string; readonly outcome: Audit["rules"][number]["outcome"] }[];

beforeAll(async () => {
  const names = conditionsOf("quick").map(({ name }) => name);
  const run = await judge([process.execPath, fixture("good/bot.mjs")], names);
  recorded = run.case;
  outcomes = run.rules.map(({ rule, outcome }) => ({ id: rule.id, outcome }));
  file = join(folder(), NAME);
  writeLog(file, header, [recorded]);
  found = await audit(file, pageContract);
});

async function verifyEdited(it: ConsumerCase, by: EvidenceHeader = header) {
  const edited = join(folder(), NAME);
  writeLog(edited, by, [it]);
  return verifySigned(await claim({ ...found, header: by }, edited), edited);
}

test("the runs of a consumer are judged again as they were", () => {
  expect(found.problems).toEqual([]);
  expect(found.rules.map(({ id, outcome }) => ({ id, outcome }))).toEqual(outcomes);
});

const requestFor = (certificate: string) => ({
  file: certificate,
  evidenceFile: file,
  key: keys.privateKey,
  contract: pageContract,
  validDays: 90,
});

test("a certificate names the program by its own digest", async () => {
  const certificate = join(folder(), "bot.json");
  const request = requestFor(certificate);
  const report = { verdict: found.verdict, rules: outcomes };
  expect(await writeCertificate({ ...request, report, issued: NOW })).toBeUndefined();
  expect(await verifyBytes(readFileSync(certificate), file)).toMatchObject({ state: "valid" });
  const { payload } = JSON.parse(readFileSync(certificate, "utf8"));
  expect(JSON.parse(String(Buffer.from(payload, "base64"))).subject).toEqual([
    { name: "acme-bot", digest: { sha256: "ab".repeat(32) }, annotations: { version: "2" } },
  ]);
});

test("what further tries left undecided is signed as the evidence shows it", async () => {
  const rules = outcomes.map((each, index) =>
    index === 0 ? { ...each, outcome: "inconclusive" as const } : each,
  );
  const report = { verdict: found.verdict, rules };
  const request = { ...requestFor(join(folder(), "bot.json")), report, issued: NOW };
  expect(await writeCertificate(request)).toBeUndefined();
  expect(await verifyBytes(readFileSync(request.file), file)).toMatchObject({ state: "valid" });
});

test("nothing is signed that the evidence does not show", async () => {
  const request = requestFor(join(folder(), "bot.json"));
  const rules = outcomes.map(({ id }) => ({ id, outcome: "pass" as const }));
  expect(await writeCertificate({ ...request, report: { verdict: found.verdict, rules } })).toMatch(
    /does not show what the run said/,
  );
  expect(
    await writeCertificate({ ...request, report: { verdict: "inconclusive", rules: outcomes } }),
  ).toMatch(/does not show what the run said/);
});

test("with the key, no outcome can be edited, and no condition dropped or hidden in another profile", async () => {
  const rules = found.rules.map((rule) =>
    rule.outcome === "pass" ? { ...rule, outcome: "warn" as const } : rule,
  );
  expect(await verifySigned(statementOf({ ...found, rules }, ISSUE), file)).toMatchObject({
    state: "refused",
    reason: expect.stringContaining("and the evidence shows"),
  });
  const dropped = { ...recorded, programs: recorded.programs.slice(0, -1) };
  expect(await verifyEdited(dropped)).toMatchObject({
    state: "refused",
    reason: expect.stringContaining("was planned and is not there"),
  });
  const standard = { ...header, run: { kind: "consumer", strict: false, profile: "standard" } } as const;
  expect(await verifyEdited(recorded, standard)).toMatchObject({ state: "refused" });
});

test("with the key, the outcomes of one recording cannot be signed over another", async () => {
  const worse = {
    ...recorded,
    received: recorded.received.map((exchange) => ({ ...exchange, credential: "none" as const })),
  };
  expect(await verifyEdited(worse)).toMatchObject({ state: "refused" });
});

test("the evidence of a provider is none of a consumer, and twice is not once", async () => {
  const { sessions: _sessions, hosts: _hosts, ...same } = recorded;
  const plain: Case = { ...same, received: [], programs: [] };
  for (const cases of [[plain], [recorded, recorded], []]) {
    const other = join(folder(), NAME);
    writeFileSync(other, "");
    writeLog(other, header, cases);
    expect((await audit(other, pageContract)).problems.join()).toMatch(/no recording|more than one/);
  }
});
