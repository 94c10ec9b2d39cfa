import type { RecordedBody } from "../../http/exchange.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { Write } from "../../merge-oracle/write.ts";
import { undocumented } from "../../openapi/undocumented.ts";
import { pageContract } from "../contract/page-contract.ts";
import { BOTH, dataIn } from "../contract/records.ts";
import { isOrdinaryKey } from "./ordinary.ts";

/** Beyond these a provider may refuse for size. Lengths in UTF-16 code units, the body in bytes. */
const LIMITS = { key: 64, value: 200, text: 1000, body: 16_384 };

/** Characters of base64 in a small attachment. */
const SMALL_FILE = 1000;

/** Keys that every request and record can hold; beyond, a provider may refuse. */
const EVERY_PROVIDER_HOLDS = 20;

/** A key that a provider may refuse, in whatever role. */
export const UNUSUAL_KEY = "unusual key";

/** What the page shows of a body; a document of somebody else may show less. */
const SHOWN = pageContract.requestSchema("sendMessage")!;

/**
 * Why a provider may accept or refuse this body as it likes, though nothing in it is wrong: the points that the page
 * leaves open, by name. Empty where it must be accepted.
 */
export function openPointsOf(body: Json, raw: RecordedBody | undefined): string[] {
  const points: string[] = [];
  if (undocumented(body, SHOWN).length > 0) points.push("unknown member");
  const text = member(body, "message", "text");
  if (typeof text !== "string" || text === "" || member(body, "message", "type") !== "text")
    points.push("message members");
  if (typeof text === "string" && text.length > LIMITS.text) points.push("size");
  if (!areSmallFiles(member(body, "message", "attachments"))) points.push("attachments");
  if (member(body, "agent", "id") !== undefined) points.push("unknown agent");
  for (const record of BOTH) {
    const data = dataIn(body, record);
    if (isObject(data)) points.push(...pointsOfData(data));
  }
  if (Buffer.byteLength(raw?.data ?? "") > LIMITS.body) points.push("size");
  return [...new Set(points)];
}

/** Attachments that every provider can store: small, by base64, of a documented type. */
function areSmallFiles(attachments: Json | undefined): boolean {
  if (attachments === undefined) return true;
  return (
    Array.isArray(attachments) &&
    attachments.every(
      (file) =>
        isObject(file) &&
        Object.keys(file).every((name) => ["name", "base64", "mime_type"].includes(name)) &&
        typeof file.name === "string" &&
        typeof file.base64 === "string" &&
        file.base64.length <= SMALL_FILE &&
        (file.mime_type === "text/plain" || file.mime_type === "image/png"),
    )
  );
}

function pointsOfData(data: JsonObject): string[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const texts = typeof value === "string" ? [key, value] : [key];
    return [
      ...(isOrdinaryKey(key) ? [] : [UNUSUAL_KEY]),
      ...(texts.some((text) => text.includes("\u0000")) ? ["U+0000"] : []),
      ...(texts.some((text) => !text.isWellFormed()) ? ["unpaired surrogate"] : []),
      ...(typeof value === "number" && !Number.isFinite(value) ? ["number beyond a double"] : []),
      ...(key.length > LIMITS.key || (typeof value === "string" && value.length > LIMITS.value)
        ? ["size"]
        : []),
    ];
  });
}

/** Exchanges by which a record would come to hold more keys of ours than every provider can hold. */
export function crowdedBy(writes: readonly Write[]): ReadonlySet<number> {
  const keys = new Map<string, Set<string>>();
  const crowded = new Set<number>();
  for (const [exchange, own] of Map.groupBy(writes, (write) => write.exchange)) {
    for (const [record, sent] of Map.groupBy(own, (write) => write.record)) {
      const held = keys.get(record) ?? new Set();
      const after = new Set([...held, ...sent.map(({ key }) => key)]);
      if (after.size > EVERY_PROVIDER_HOLDS) crowded.add(exchange);
      if (sent.some(({ acceptance }) => acceptance !== "refused")) keys.set(record, after);
    }
  }
  return crowded;
}
