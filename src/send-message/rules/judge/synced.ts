import type { Exchange } from "../../../http/exchange.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** Nothing that sends wrote to the session arrives at the ticketing system; judged once a later message has arrived. */
export function notSynced(it: CaseAnalysis): Judgement {
  const texts = it.case.received.map(spoken);
  const secrets = it.records.writes.filter(
    (write) =>
      write.kind === "session" &&
      write.fate === "accepted" &&
      it.exchange(write.exchange).operation === "sendMessage",
  );
  if (it.case.received.length === 0 || secrets.length === 0) return UNCONCERNED;
  // What Create Session was given may be told, and contact data as well: neither its keys nor its values count.
  const allowed = new Set(
    it.records.writes.filter((write) => !secrets.includes(write)).flatMap(({ key, value }) => [key, value]),
  );
  const unique = (write: Write) =>
    [write.key, write.value]
      .filter((part) => !allowed.has(part))
      .map(String)
      .filter((part) => isUnique(part, it));
  const leaks = secrets.filter((write) =>
    unique(write).some((part) => texts.some((text) => text.includes(part.toLowerCase()))),
  );
  const last = it.facts.sends.findLast((send) => send.fate === "accepted" && send.text !== undefined);
  const arrived = texts.some((text) => text.includes((last?.text ?? "").toLowerCase()));
  if (leaks.length === 0 && !arrived)
    return { checked: 0, violations: [], undecided: "no later message arrived at the ticketing system" };
  return {
    checked: secrets.flatMap(unique).length,
    violations: leaks.map((write) => ({
      exchanges: [write.exchange],
      received: texts.flatMap((text, index) =>
        unique(write).some((part) => text.includes(part.toLowerCase())) ? [index] : [],
      ),
      expected: `${show(write.key)} and its value nowhere in what the ticketing system receives`,
      got: `it received ${show(write.value)} or its key`,
    })),
  };
}

/**
 * Whether this stands nowhere but in what the suite sent as session data: it holds the case's tag, is a key of ours, or is a
 * long number with a fraction.
 */
function isUnique(part: string, it: CaseAnalysis): boolean {
  return part.includes(it.case.tag) || part.startsWith("opencx_") || /^\d{7,}\.\d+$/.test(part);
}

/** All that a request says, in lower case: as it stands, with escapes undone, and with base64 read. */
function spoken(exchange: Exchange): string {
  const raw = `${exchange.request.path} ${exchange.request.headers.map(([, value]) => value).join(" ")} ${exchange.request.body?.data ?? ""}`;
  const unescaped = raw.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const percent = raw
    .replaceAll("+", " ")
    .replace(/%[0-9a-fA-F]{2}/g, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  const decoded = [...raw.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)].map(([text]) =>
    Buffer.from(text, "base64").toString("utf8"),
  );
  return [raw, unescaped, percent, ...decoded].join("\n").toLowerCase();
}
