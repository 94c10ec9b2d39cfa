import { headerOf, namesMemberTwice } from "../../http/exchange.ts";
import { isObject, type Json } from "../../json/json.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import { show } from "../../judging/show.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import { isOrdinaryKey } from "../analysis/ordinary.ts";
import { pageContract } from "../contract/page-contract.ts";
import { BOTH, entriesIn, RECORDS, recordAt } from "../contract/records.ts";
import type { Send } from "./consumer-analysis.ts";

/** A limit on the keys of a request is left open from here on. */
const MANY_KEYS = 20;

/** What a send has that the page leaves open, so that one provider takes it and another refuses it; in words. */
export function leftOpenIn({ request, body }: Send): string[] {
  if (!isObject(body)) return codingOf(request) ?? [];
  const open = pageContract
    .requestErrors("sendMessage", body)
    .filter(({ basis, place }) => basis === "open" && recordAt(place) === undefined)
    .map(({ place }) => `${show(valueAt(body, place) as Json)} at ${place}`);
  const unknown = unknownIn(body, pageContract.requestSchema("sendMessage")).map(
    (place) => `a member ${place}`,
  );
  const twice = namesMemberTwice(request) ? ["a name twice in one object"] : [];
  return [...open, ...unknown, ...twice, ...keysIn(body), ...oddIn(body)];
}

/** What a body is packed in, where it is: then it cannot be read here. */
export function codingOf(request: Send["request"]): string[] | undefined {
  const coding = headerOf(request, "content-encoding") ?? "identity";
  return /^identity$/i.test(coding) ? undefined : [`a body with Content-Encoding: ${coding}`];
}

/** Places of members that the page does not name. */
function unknownIn(value: Json, schema: ResolvedSchema | undefined, place = ""): string[] {
  const known = schema?.properties;
  if (!isObject(value) || known === undefined) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = pointerTo(place, name);
    return Object.hasOwn(known, name) ? unknownIn(inner, known[name], at) : [at];
  });
}

function keysIn(body: Json): string[] {
  return BOTH.flatMap((record) => {
    const keys = entriesIn(body, record).map(([key]) => key);
    const name = RECORDS[record].path.join(".");
    return [
      ...(keys.length < MANY_KEYS ? [] : [`${MANY_KEYS} keys or more in ${name}`]),
      ...keys.filter((key) => !isOrdinaryKey(key)).map((key) => `the key ${show(key)} in ${name}`),
    ];
  });
}

/** Values that JSON can write and that not every program can hold. */
function oddIn(value: Json): string[] {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
    return ["a number beyond those of a double"];
  if (typeof value === "string")
    return [
      ...(value.isWellFormed() ? [] : ["half a surrogate pair in a text"]),
      ...(value.includes("\0") ? ["U+0000 in a text"] : []),
    ];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(oddIn) : [];
}
