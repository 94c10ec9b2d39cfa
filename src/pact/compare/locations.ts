import { isObject, type Json } from "../../json/json.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import { statusKeys } from "../../send-message/contract/operations.ts";
import type { Pact } from "../interaction.ts";

/** The comparator's place in a pact (`[root].interactions[0].request.body.a`) as a JSON pointer into the file. */
export function pactPointer(location: string, pact: Pact): string {
  const match = /^\[root\]\.interactions\[(\d+)\]\.(request|response)\.body(.*)$/.exec(location);
  const message = match && pact.interactions[Number(match[1])]?.[match[2] as "request" | "response"];
  // Version 4 puts the body one level deeper; the comparator leaves that out.
  if (message) return pointerTo(message.bodyPlace, ...walk(message.body, tokensOf(match[3]!)));
  return pointerTo("", ...walk(pact.json, tokensOf(location.replace(/^\[root\]/, ""))));
}

/** The comparator's place in the document as a JSON pointer; as far as it exists. */
export function documentPointer(location: string, document: Json): string {
  // A reference is written as if what it leads to stood in its place.
  const referenced = location.lastIndexOf(".components.");
  const direct = referenced < 0 ? location.replace(/^\[root\]/, "") : location.slice(referenced);
  return pointerTo("", ...walk(document, tokensOf(direct)));
}

function tokensOf(location: string): string[] {
  return location
    .replaceAll(/\[(\d+)\]/g, ".$1")
    .split(".")
    .filter((token, index) => token !== "" || index > 0);
}

// Names hold dots themselves, so that the longest name that exists is taken.
function walk(root: Json | undefined, tokens: readonly string[]): string[] {
  const path: string[] = [];
  let rest = tokens;
  while (rest.length > 0) {
    const value = valueAt(root, pointerTo("", ...path)) as Json | undefined;
    const name = longestName(value, rest) ?? statusRange(value, rest[0]!);
    if (name === undefined) break;
    path.push(name);
    rest = rest.slice(name.split(".").length);
  }
  return path;
}

function longestName(value: Json | undefined, tokens: readonly string[]): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (let length = tokens.length; length > 0; length -= 1) {
    const name = tokens.slice(0, length).join(".");
    if (Object.hasOwn(value, name)) return name;
    // The comparator tells names of headers in lower case.
    const cased = Object.keys(value).find((key) => key.toLowerCase() === name);
    if (cased !== undefined) return cased;
  }
  return undefined;
}

function statusRange(value: Json | undefined, token: string): string | undefined {
  const keys = /^\d{3}$/.test(token) ? statusKeys(Number(token)) : [];
  return keys.find((key) => isObject(value) && Object.hasOwn(value, key));
}
