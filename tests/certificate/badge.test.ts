import { expect, test } from "vitest";
import type { Audit } from "../../src/certificate/audit.ts";
import { badge } from "../../src/certificate/badge.ts";
import { EVIDENCE_SCHEMA } from "../../src/evidence/header.ts";
import { parseXml } from "../reports/well-formed-xml.ts";
import { ISSUE } from "./recorded.ts";

const found: Audit = {
  header: {
    schema: EVIDENCE_SCHEMA,
    suite: { name: "opencx-conformance", version: "1.2.3" },
    contract: "0".repeat(64),
    subject: { kind: "provider", name: `</title><script>alert("1")</script>&\u0000\ud800`, version: "7" },
    run: { kind: "consumer", strict: false },
  },
  digest: "0".repeat(64),
  verdict: "conformant",
  rules: [
    { id: "response/json", basis: "stated", outcome: "pass" },
    {
      id: "ticketing/session-data-not-synced",
      basis: "stated",
      outcome: "skipped",
      reason: "it needs a sink",
    },
    { id: "open/null-agent", basis: "open", outcome: "skipped", reason: "nothing showed it" },
  ],
  cases: { planned: 1, carriedOut: 1 },
  problems: [],
};

const shown = (changes: Partial<Audit> = {}) =>
  badge({ state: "valid", audit: { ...found, ...changes }, issue: ISSUE, plan: "checked" });

test("shows verdict, version, expiry and the duties that were skipped", () => {
  expect(shown()).toContain(">conformant · suite 1.2.3 · until 2026-04-01 · 1 skipped</text>");
  expect(shown()).toContain("skipped: ticketing/session-data-not-synced");
  expect(shown()).not.toContain("null-agent");
  expect(shown({ verdict: "not-conformant" })).toContain(">not conformant · ");
});

test("shows a refused certificate, and one that was not verified, as such", () => {
  expect(badge({ state: "refused", reason: "it expired" })).toContain(">certificate refused</text>");
  expect(badge({ state: "undecided", reason: "no evidence", hint: "" })).toContain(">not verified</text>");
});

test("is well-formed whatever the name of the subject is", () => {
  for (const svg of [shown(), badge({ state: "refused", reason: "<&\u0001\ufffe" })]) {
    parseXml(svg);
    expect(svg).not.toContain("<script");
  }
});
