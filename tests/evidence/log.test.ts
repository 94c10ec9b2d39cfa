import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Case } from "../../src/evidence/case.ts";
import { EVIDENCE_SCHEMA, type EvidenceHeader } from "../../src/evidence/header.ts";
import { openEvidenceLog } from "../../src/evidence/log.ts";
import { readEvidence } from "../../src/evidence/read-log.ts";
import { Recording } from "../helpers/recording.ts";

const header: EvidenceHeader = {
  schema: EVIDENCE_SCHEMA,
  suite: { name: "opencx-conformance", version: "1.2.3" },
  contract: "0".repeat(64),
  subject: { kind: "provider", name: "Acme", version: "7", url: "https://acme.example" },
  run: {
    kind: "provider",
    profile: "quick",
    seed: 4294967295,
    nonce: "a1b2",
    strict: true,
    rules: ["response/json"],
    has: ["Create Session"],
    keyLacks: ["half"],
    settleMs: 5000,
  },
};

const nasty = JSON.parse(
  '{"__proto__":"p","constructor":"c","":"empty","\\ud800":"half","\\n":"line\\nend"}',
);
const first = new Recording().session("s").send("s", { custom_data: nasty }).read("s", { session: nasty });
const second = new Recording().session("t").send("t", {}, { status: null });
const cases: Case[] = [
  first.case({
    steps: [
      { do: "send", session: "=raw", body: { json: { custom_data: nasty } }, credential: "none" },
      { do: "send", session: "s", body: { base64: "/w==" }, contentType: "text/plain" },
      { do: "together", sends: [{ do: "send", session: "s", body: { text: "{" } }] },
      { do: "observe", session: "s", records: ["session"], marker: false },
    ],
  }),
  second.case({ id: "other/1", patienceMs: null }),
];

function file(content?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "log.ndjson");
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

function written(): string {
  const path = file();
  const log = openEvidenceLog(path, header);
  for (const it of cases) log.write(it);
  log.close();
  return path;
}

async function all(path: string) {
  const evidence = await readEvidence(path);
  const read: Case[] = [];
  for await (const it of evidence.cases) read.push(it);
  return { header: evidence.header, cases: read, digest: evidence.digest() };
}

test("gives back what was written, every key included, with the digest of the file", async () => {
  const path = written();
  const read = await all(path);
  expect(read.header).toEqual(header);
  expect(JSON.stringify(read.cases)).toBe(JSON.stringify(cases));
  expect(read.digest).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
});

test("writes one line for the header and one for each case", () => {
  expect(readFileSync(written(), "utf8").split("\n")).toHaveLength(cases.length + 2);
});

test("reads a log without its last line end", async () => {
  const text = readFileSync(written(), "utf8").trimEnd();
  expect((await all(file(text))).cases).toHaveLength(cases.length);
});

const line = JSON.stringify(cases[1]);
const lineWith = (change: object) => JSON.stringify({ ...cases[1], ...change });
const exchangeWith = (change: object) => lineWith({ exchanges: [{ ...cases[1]!.exchanges[0], ...change }] });

test.each([
  ["half a line", line.slice(0, -5), /:3 cannot be judged: it is not JSON/],
  ["an empty line", "", /:3 cannot be judged: it is not JSON/],
  ["another value", "[]", /:3 cannot be judged: it is not a case/],
  ["a member too many", lineWith({ more: 1 }), /:3 .* not a case/],
  ["a step that is none", lineWith({ steps: [{ do: "wait" }] }), /:3 .* not a case/],
  ["an unknown credential", exchangeWith({ credential: "all" }), /:3 .* not a case/],
  [
    "a header without value",
    exchangeWith({ request: { method: "GET", path: "/", headers: [["a"]] } }),
    /not a case/,
  ],
  ["a status in letters", exchangeWith({ response: { status: "200", headers: [] } }), /not a case/],
  ["a depth that no reader bears", `${"[".repeat(1000)}${"]".repeat(1000)}`, /nested more than/],
  ["a depth that no parser bears", "[".repeat(5_000_000), /cannot be judged|nested/],
])("names the line that holds %s", async (_name, broken, message) => {
  const [head, one] = readFileSync(written(), "utf8").split("\n");
  await expect(all(file(`${head}\n${one}\n${broken}\n`))).rejects.toThrow(message);
});

test.each([
  ["nothing", ""],
  ["a case first", line],
  ["another schema", JSON.stringify({ ...header, schema: "opencx-conformance/evidence/2" })],
  ["a nonce that is a pattern", JSON.stringify({ ...header, run: { ...header.run, nonce: ".*" } })],
])("is no log where the file holds %s", async (_name, content) => {
  await expect(readEvidence(file(content))).rejects.toThrow(/is not an evidence log|cannot be judged/);
});

test("says which file cannot be read or written", async () => {
  await expect(readEvidence("/nowhere/log")).rejects.toThrow(/cannot read \/nowhere\/log/);
  expect(() => openEvidenceLog("/nowhere/log", header)).toThrow(
    /cannot write the evidence to \/nowhere\/log/,
  );
});
