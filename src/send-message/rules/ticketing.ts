import type { Exchange } from "../../http/exchange.ts";
import { type Judgement, UNCONCERNED } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { Write } from "../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { ticketing, ticketingLater } from "../scenarios/ticketing.ts";
import { isSent } from "./judge/writes.ts";
import type { Rule } from "./rule.ts";

export const ticketingRules: readonly Rule[] = [
  {
    id: "ticketing/session-data-not-synced",
    basis: "stated",
    title: "session data set through a send is not synced to the external ticketing system",
    quote:
      "Session custom_data set through this endpoint is stored on the session but is not synced to a connected external ticketing system (e.g. Intercom or HubSpot).",
    sends: [ticketing, ticketingLater],
    needs: "a ticketing sink",
    judge: notSynced,
  },
];

/** Nothing that sends wrote to the session arrives at the ticketing system; judged once a later message has arrived. */
function notSynced(analysis: CaseAnalysis): Judgement {
  const { received, tag } = analysis.case;
  const { writes } = analysis.records;
  const texts = received.map(spoken);
  const secrets = writes.filter((write) => write.kind === "session" && isSent(write, analysis));
  if (received.length === 0 || secrets.length === 0) return UNCONCERNED;
  // What Create Session was given may be told, and contact data as well: neither its keys nor its values count.
  const allowed = new Set(
    writes.filter((write) => !secrets.includes(write)).flatMap(({ key, value }) => [key, value]),
  );
  const unique = ({ key, value }: Write) =>
    [key, value]
      .filter((part) => !allowed.has(part))
      .map(String)
      .filter((part) => isUnique(part, tag));
  const isToldBy = (text: string, write: Write) =>
    unique(write).some((part) => text.includes(part.toLowerCase()));
  const leaks = secrets.filter((write) => texts.some((text) => isToldBy(text, write)));
  const last = analysis.facts.sends.findLast(
    ({ acceptance, text }) => acceptance === "accepted" && text !== undefined,
  );
  const hasArrived = texts.some((text) => text.includes((last?.text ?? "").toLowerCase()));
  if (leaks.length === 0 && !hasArrived)
    return { ...UNCONCERNED, undecided: "no later message arrived at the ticketing system" };
  return {
    checked: secrets.flatMap(unique).length,
    violations: leaks.map((write) => ({
      exchanges: [write.exchange],
      received: texts.flatMap((text, index) => (isToldBy(text, write) ? [index] : [])),
      expected: `${show(write.key)} and its value nowhere in what the ticketing system receives`,
      got: `it received ${show(write.value)} or its key`,
    })),
  };
}

/**
 * Whether this stands nowhere but in what the suite sent as session data: it holds the case's tag, is a key of ours, or is a
 * long number with a fraction.
 */
function isUnique(part: string, tag: string): boolean {
  return part.includes(tag) || part.startsWith("opencx_") || /^\d{7,}\.\d+$/.test(part);
}

/** All that a request says, in lower case: as it stands, with escapes undone, and with base64 read. */
function spoken({ request: { path, headers, body } }: Exchange): string {
  const raw = `${path} ${headers.map(([, value]) => value).join(" ")} ${body?.data ?? ""}`;
  const fromHex = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  const unescaped = raw.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => fromHex(hex));
  const percent = raw.replaceAll("+", " ").replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => fromHex(hex));
  const decoded = (raw.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []).map((text) =>
    Buffer.from(text, "base64").toString("utf8"),
  );
  return [raw, unescaped, percent, ...decoded].join("\n").toLowerCase();
}
