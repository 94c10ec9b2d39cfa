import { sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Audit, audit } from "../../src/certificate/audit.ts";
import { seal } from "../../src/certificate/envelope.ts";
import { keyId } from "../../src/certificate/keys.ts";
import { statementOf } from "../../src/certificate/statement.ts";
import type { Case } from "../../src/evidence/case.ts";
import type { EvidenceHeader } from "../../src/evidence/header.ts";
import type { Profile } from "../../src/evidence/profile.ts";
import { canonical } from "../../src/json/canonical.ts";
import type { JsonObject } from "../../src/json/json.ts";
import { pageContract } from "../../src/send-message/contract/page-contract.ts";
import { providerWith } from "../helpers/providers.ts";
import {
  claim,
  folder,
  ISSUE,
  keys,
  linesOf,
  NAME,
  type Recorded,
  record,
  VERSION,
  verifyBytes,
  verifySigned,
  writeLog,
} from "./recorded.ts";

let good: Recorded;
let bad: Recorded;
let found: Audit;
let foundBad: Audit;
let envelope: string;

beforeAll(async () => {
  good = await record(providerWith());
  // Drops what it was not sent: several stated rules are broken.
  bad = await record(providerWith({ merge: (_call, _record, _seen, sent) => new Map(Object.entries(sent)) }));
  [found, foundBad] = await Promise.all([audit(good.file, pageContract), audit(bad.file, pageContract)]);
  envelope = seal(statementOf(found, ISSUE), keys.privateKey);
});

/** The log with other cases or another header, and the honest claims signed over it: what can be found is not the digest. */
async function verifyEdited(
  recorded: Recorded,
  honest: Audit,
  edit: { readonly cases?: readonly Case[]; readonly header?: EvidenceHeader },
) {
  const file = join(folder(), NAME);
  const header = edit.header ?? recorded.header;
  writeLog(file, header, edit.cases ?? recorded.cases);
  return verifySigned(await claim({ ...honest, header }, file), file);
}

const refusedFor = (reason: RegExp) => ({ state: "refused", reason: expect.stringMatching(reason) });
const indexOf = (list: () => readonly unknown[]) => fc.nat().map((value) => value % list().length);

test("accepts what was signed, be it conformant or not", async () => {
  expect(await verifyBytes(envelope, good.file)).toMatchObject({
    state: "valid",
    audit: { verdict: "conformant" },
  });
  expect(await verifySigned(statementOf(foundBad, ISSUE), bad.file)).toMatchObject({
    state: "valid",
    audit: { verdict: "not-conformant" },
  });
});

describe("without the key", () => {
  test("no byte of the certificate can be changed, removed or added", async () => {
    const bytes = Buffer.from(envelope);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at]! + by) % 256;
        const removed = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
        const added = Buffer.concat([bytes.subarray(0, at), Buffer.from([by]), bytes.subarray(at)]);
        for (const tampered of [changed, removed, added])
          expect(await verifyBytes(tampered, good.file)).toMatchObject({ state: "refused" });
      }),
      { numRuns: 100 },
    );
  });

  test("no byte of the evidence can be changed, no line dropped, swapped or repeated", async () => {
    const bytes = readFileSync(good.file);
    const lines = linesOf(good.file);
    const file = join(folder(), NAME);
    const isRefused = async (content: string | Buffer) => {
      writeFileSync(file, content);
      expect(await verifyBytes(envelope, file)).toEqual(refusedFor(/is not the evidence that was signed/));
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at]! + by) % 256;
        await isRefused(changed);
      }),
      { numRuns: 20 },
    );
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => lines),
        indexOf(() => lines),
        async (a, b) => {
          fc.pre(a !== b);
          const swapped = lines.with(a, lines[b]!).with(b, lines[a]!);
          for (const tampered of [lines.toSpliced(a, 1), swapped, lines.toSpliced(a, 0, lines[b]!)])
            await isRefused(`${tampered.join("\n")}\n`);
        },
      ),
      { numRuns: 6 },
    );
  });

  test.each([
    ["a line end behind it", (text: string) => `${text}\n`],
    ["spaces", (text: string) => JSON.stringify(JSON.parse(text), null, 1)],
    [
      "members in another order",
      (text: string) => {
        const { payload, ...rest } = JSON.parse(text);
        return JSON.stringify({ ...rest, payload });
      },
    ],
    ["a member twice", (text: string) => text.replace("{", '{"payload":"",')],
    ["a member more", (text: string) => canonical({ ...JSON.parse(text), also: 1 })],
    ["an escape that is not needed", (text: string) => text.replace("payloadType", "payloadTyp\\u0065")],
    [
      "another signature beside",
      (text: string) => {
        const parsed = JSON.parse(text);
        return canonical({ ...parsed, signatures: [...parsed.signatures, ...parsed.signatures] });
      },
    ],
    ["no signature", (text: string) => canonical({ ...JSON.parse(text), signatures: [] })],
    ["base64 without its end", (text: string) => text.replace(/=+"/, '"')],
    ["no JSON at all", () => "certificate"],
    ["null", () => "null"],
    ["a list", () => "[]"],
    ["nothing", () => ""],
    ["a depth that no stack bears", () => "[".repeat(1_000_000)],
  ])("an envelope with %s is refused", async (_name, edit) => {
    const edited = edit(envelope);
    expect(edited).not.toBe(envelope);
    expect(await verifyBytes(edited, good.file)).toMatchObject({ state: "refused" });
  });

  test("another key is refused", async () => {
    const { generateKeyPairSync } = await import("node:crypto");
    const { publicKey } = generateKeyPairSync("ed25519");
    expect(await verifyBytes(envelope, good.file, { publicKey })).toEqual(refusedFor(/another key/));
  });
});

describe("with the key", () => {
  test("no outcome can be edited", async () => {
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => foundBad.rules),
        fc.constantFrom("pass", "fail", "warn", "skipped", "observed", "inconclusive"),
        async (index, outcome) => {
          const rule = foundBad.rules[index]!;
          fc.pre(rule.outcome !== outcome);
          const rules = foundBad.rules.with(index, { ...rule, outcome });
          expect(await verifySigned(statementOf({ ...foundBad, rules }, ISSUE), bad.file)).toEqual(
            refusedFor(/says .* and the evidence shows/),
          );
        },
      ),
      { numRuns: 8 },
    );
  });

  test("no verdict, figure or list can be edited", async () => {
    const honest = statementOf(foundBad, ISSUE);
    const rules = foundBad.rules.map((rule) => ({ ...rule, outcome: "pass" as const }));
    const edits: JsonObject[] = [
      statementOf({ ...foundBad, verdict: "conformant" }, ISSUE),
      statementOf({ ...foundBad, verdict: "conformant", rules }, ISSUE),
      statementOf({ ...foundBad, cases: { planned: 1, carriedOut: 1 } }, ISSUE),
      { ...honest, predicate: { ...(honest.predicate as JsonObject), result: "PASSED" } },
      { ...honest, predicate: { ...(honest.predicate as JsonObject), failedTests: [] } },
      { ...honest, predicate: { ...(honest.predicate as JsonObject), url: "https://ci.example/1" } },
      { ...honest, subject: [{ name: "Other", digest: { sha256: foundBad.digest } }] },
      { ...honest, more: true },
    ];
    for (const edited of edits)
      expect(await verifySigned(edited, bad.file)).toEqual(refusedFor(/and the evidence shows/));
  });

  test("no case can be dropped", async () => {
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => bad.cases),
        async (index) => {
          expect(await verifyEdited(bad, foundBad, { cases: bad.cases.toSpliced(index, 1) })).toEqual(
            refusedFor(/was planned and is not there|was not planned/),
          );
        },
      ),
      { numRuns: 8 },
    );
  });

  test("no case can be repeated", async () => {
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => good.cases),
        indexOf(() => good.cases),
        async (from, to) => {
          const cases = good.cases.toSpliced(to, 0, good.cases[from]!);
          expect(await verifyEdited(good, found, { cases })).toEqual(refusedFor(/tag of another case/));
        },
      ),
      { numRuns: 6 },
    );
  });

  test("no evidence can be swapped between two cases, of one run or of two", async () => {
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => good.cases),
        indexOf(() => good.cases),
        async (a, b) => {
          const [one, other] = [good.cases[a]!, good.cases[b]!];
          fc.pre(one !== other);
          const cases = good.cases
            .with(a, { ...one, exchanges: other.exchanges })
            .with(b, { ...other, exchanges: one.exchanges });
          expect(await verifyEdited(good, found, { cases })).toMatchObject({ state: "refused" });
        },
      ),
      { numRuns: 8 },
    );
  });

  test("no case of one run can stand in for that of another", async () => {
    const header = { ...good.header, run: { ...good.header.run, nonce: "other" } };
    expect(await verifyEdited(good, found, { header })).toEqual(refusedFor(/not those of the plan/));
  });

  test("no step and no request can be edited", async () => {
    const isSend = ({ exchanges }: Case) => exchanges.some(({ request }) => request.body !== undefined);
    const sending = good.cases.filter(isSend);
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => sending),
        fc.constantFrom("body", "path", "credential", "drop", "step", "purpose", "header"),
        async (index, what) => {
          const it = sending[index]!;
          const at = it.exchanges.findIndex(({ request }) => request.body !== undefined);
          const exchange = it.exchanges[at]!;
          const { request } = exchange;
          const edited: Case =
            what === "step"
              ? { ...it, steps: it.steps.slice(0, -1) }
              : what === "drop"
                ? { ...it, exchanges: it.exchanges.toSpliced(at, 1) }
                : {
                    ...it,
                    exchanges: it.exchanges.with(at, {
                      ...exchange,
                      ...(what === "body"
                        ? {
                            request: {
                              ...request,
                              body: { encoding: "utf8", data: `${request.body?.data} ` },
                            },
                          }
                        : what === "path"
                          ? { request: { ...request, path: `${request.path}x` } }
                          : what === "header"
                            ? { request: { ...request, headers: [...request.headers, ["x-more", "1"]] } }
                            : what === "purpose"
                              ? { purpose: "poll" }
                              : { credential: "none" }),
                    }),
                  };
          const cases = good.cases.map((each) => (each === it ? edited : each));
          expect(await verifyEdited(good, found, { cases })).toEqual(
            refusedFor(/not what|not those of the plan|not carried out|cannot have happened/),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  test("no case can be cut off at its end", async () => {
    await fc.assert(
      fc.asyncProperty(
        indexOf(() => good.cases),
        async (index) => {
          const it = good.cases[index]!;
          const exchanges = it.exchanges.filter(({ step }) => step < it.steps.length - 1);
          const cases = good.cases.with(index, { ...it, exchanges });
          expect(await verifyEdited(good, found, { cases })).toEqual(
            refusedFor(/was not carried out to its end/),
          );
        },
      ),
      { numRuns: 6 },
    );
  });

  test("no case can bring along what no case of a provider holds", async () => {
    const received = good.cases[0]!.exchanges.slice(0, 1);
    const program = { condition: "happy", exit: 0, startedMs: 0, endedMs: 1 };
    for (const more of [{ received }, { programs: [program] }]) {
      const cases = good.cases.with(0, { ...good.cases[0]!, ...more });
      expect(await verifyEdited(good, found, { cases })).toEqual(refusedFor(/holds what no case/));
    }
  });

  test("no wrong key that was let pass can be left out", async () => {
    const index = good.cases.findIndex(({ id }) => id === "wrong-keys/0");
    for (const wrong of ["half", "other-case", "none"]) {
      const it = good.cases[index]!;
      const exchanges = it.exchanges.filter(({ credential }) => credential !== wrong);
      const cases = good.cases.with(index, { ...it, exchanges });
      expect(await verifyEdited(good, found, { cases })).toEqual(
        refusedFor(/an exchange before step \d+ is missing/),
      );
    }
  });

  test("reads cannot be declared too late to count", async () => {
    const cases = bad.cases.map((it) => ({ ...it, patienceMs: null }));
    expect(await verifyEdited(bad, foundBad, { cases })).toEqual(refusedFor(/gave reads up/));
    const hurried = bad.cases.map((it) => ({ ...it, patienceMs: 1 }));
    expect(await verifyEdited(bad, foundBad, { cases: hurried })).toEqual(refusedFor(/gave reads up/));
  });

  test("no rule that a certificate must rest on can be left out", async () => {
    const { run } = bad.header;
    if (run.kind !== "provider") throw new Error("unexpected");
    const broken = bad.judged.result.rules
      .filter(({ outcome }) => outcome === "fail")
      .map(({ rule }) => rule.id);
    const header = { ...bad.header, run: { ...run, rules: run.rules.filter((id) => !broken.includes(id)) } };
    expect(broken.length).toBeGreaterThan(0);
    expect(await verifyEdited(bad, foundBad, { header })).toEqual(refusedFor(/may not be/));
  });

  test("a payload that is not canonical is refused", async () => {
    const payload = Buffer.from(JSON.stringify(statementOf(found, ISSUE), null, 1));
    const type = "application/vnd.in-toto+json";
    const signed = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
    const sig = sign(null, signed, keys.privateKey).toString("base64");
    const loose = canonical({
      payloadType: type,
      payload: payload.toString("base64"),
      signatures: [{ keyid: keyId(keys.publicKey), sig }],
    });
    expect(await verifyBytes(loose, good.file)).toEqual(refusedFor(/not canonical/));
  });
});

describe("holds", () => {
  test("between its dates only", async () => {
    const at = (now: string) => verifyBytes(envelope, good.file, { now: new Date(now) });
    expect(await at("2026-03-31T23:59:59Z")).toMatchObject({ state: "valid" });
    expect(await at("2026-04-01T00:00:00Z")).toEqual(refusedFor(/expired/));
    expect(await at("2025-12-31T00:00:00Z")).toEqual(refusedFor(/its issue date .* is in the future/));
  });

  test("by another version too, without its plan", async () => {
    const other = { version: "9.9.9" };
    expect(await verifyBytes(envelope, good.file)).toMatchObject({ state: "valid", plan: "checked" });
    expect(await verifyBytes(envelope, good.file, other)).toMatchObject({
      state: "valid",
      plan: "unchecked",
    });
    const reworded = JSON.parse(JSON.stringify(statementOf(found, ISSUE)));
    reworded.predicate.opencx_conformance.skipped = {};
    expect(await verifyBytes(seal(reworded, keys.privateKey), good.file, other)).toMatchObject({
      state: "valid",
    });
    // A version that plans more cases than this one.
    const planned = { ...found, cases: { ...found.cases, planned: found.cases.planned + 1 } };
    const larger = seal(statementOf(planned, ISSUE), keys.privateKey);
    expect(await verifyBytes(larger, good.file, other)).toMatchObject({ state: "valid" });
    expect(await verifyBytes(larger, good.file)).toMatchObject({ state: "refused" });
  });

  test("by another version whose profile left out a rule that the evidence shows to hold, and none that it breaks", async () => {
    const other = { version: "9.9.9" };
    const saidToSkip = (honest: Audit, outcome: string) => {
      const index = honest.rules.findIndex((rule) => rule.outcome === outcome);
      expect(index).toBeGreaterThanOrEqual(0);
      const rule = {
        ...honest.rules[index]!,
        outcome: "skipped" as const,
        reason: "left to a larger profile",
      };
      return seal(statementOf({ ...honest, rules: honest.rules.with(index, rule) }, ISSUE), keys.privateKey);
    };
    for (const outcome of ["observed", "pass"]) {
      const certificate = saidToSkip(found, outcome);
      expect(await verifyBytes(certificate, good.file, other)).toMatchObject({ state: "valid" });
      expect(await verifyBytes(certificate, good.file)).toMatchObject({ state: "refused" });
    }
    const hidden = saidToSkip(foundBad, "fail");
    expect(await verifyBytes(hidden, bad.file, other)).toMatchObject({ state: "undecided" });
  });

  test("by another version only where the evidence is judged alike", async () => {
    const other = { version: "9.9.9" };
    const isUndecided = async (statement: JsonObject, file: string) =>
      expect(await verifyBytes(seal(statement, keys.privateKey), file, other)).toMatchObject({
        state: "undecided",
        reason: expect.stringMatching(
          /^version 1\.2\.3 made it, and version 9\.9\.9 does not find the same: /,
        ),
        hint: `install opencx-conformance@${VERSION} and verify with it`,
      });
    await isUndecided(await claim(found, bad.file), bad.file);
    const twice = join(folder(), NAME);
    writeLog(twice, good.header, [...good.cases, good.cases[0]!]);
    await isUndecided(await claim(found, twice), twice);
    expect(await verifyBytes(envelope, bad.file, other)).toEqual(
      refusedFor(/is not the evidence that was signed/),
    );
  });

  test("what is demanded of it", async () => {
    const demand = (more: { readonly subject?: string; readonly profile?: Profile }) =>
      verifyBytes(envelope, good.file, more);
    expect(await demand({ subject: "Acme", profile: "quick" })).toMatchObject({ state: "valid" });
    expect(await demand({ subject: "Acm" })).toEqual(refusedFor(/^its subject is "Acme", not "Acm"$/));
    expect(await demand({ profile: "standard" })).toEqual(
      refusedFor(/^its profile is "quick", smaller than "standard"$/),
    );
  });
});
