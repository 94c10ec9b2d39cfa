import { isObject, type Json } from "../../json/json.ts";
import { pointerTo, valueAt } from "../../json/pointer.ts";
import type { Contract } from "../../send-message/contract/contract.ts";
import { statusKeys } from "../../send-message/contract/operations.ts";
import { UsageError } from "../../usage-error.ts";
import type { Pact } from "../interaction.ts";
import type { Remark } from "../interaction-finding.ts";

/** What the comparator says; the declarations of its package cannot be resolved from an ES module. */
interface Result {
  readonly code: string;
  readonly message: string;
  readonly type: "error" | "warning" | "info";
  readonly mockDetails?: { readonly location: string };
  readonly specDetails?: { readonly location: string };
}
type ComparatorClass = new (options: { oas: Json }) => { compare(pact: Json): AsyncIterable<Result> };

/** Compares pacts with one document, by @pactflow/openapi-pact-comparator: its remarks by the number of their interaction. */
export async function documentComparison(
  contract: Pick<Contract, "document">,
): Promise<(pact: Pact) => Promise<Map<number, Remark[]>>> {
  const library: object = await import("@pactflow/openapi-pact-comparator");
  const { Comparator } = library as { Comparator: ComparatorClass };
  // The comparator writes into what it is given.
  const comparator = new Comparator({ oas: structuredClone(contract.document) });
  return async (pact) => {
    const remarks = new Map<number, Remark[]>();
    for await (const result of results(comparator, pact)) {
      // HTTP gives Retry-After to every answer that limits requests.
      const isOfHttp = result.code === "response.header.undefined" && /retry-after/i.test(result.message);
      if (result.type === "info" || isOfHttp) continue;
      const index = Number(/interactions\[(\d+)\]/.exec(result.mockDetails?.location ?? "")?.[1] ?? 0);
      remarks.set(index, [...(remarks.get(index) ?? []), remarkOf(result, pact, contract)]);
    }
    return remarks;
  };
}

async function* results(comparator: InstanceType<ComparatorClass>, pact: Pact): AsyncGenerator<Result> {
  try {
    yield* comparator.compare(structuredClone(pact.json));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${pact.source} cannot be compared: ${reason}`,
      "give the JSON file that a Pact library wrote",
    );
  }
}

function remarkOf(result: Result, pact: Pact, contract: Pick<Contract, "document">): Remark {
  return {
    id: `document/${result.code.replaceAll(".", "-")}`,
    level: result.type === "error" && !OPEN.has(result.code) ? "error" : "warning",
    place: pactPointer(result.mockDetails?.location ?? "", pact),
    documentPlace: documentPointer(result.specDetails?.location ?? "", contract.document),
    message: result.message.replaceAll("spec file", "document"),
    remedy: remedyOf(result.code),
  };
}

/** What the comparator calls an error and this suite does not. */
const OPEN = new Set([
  // A mock server asks for no more headers than the pact names: the key may be sent all the same.
  "request.authorization.missing",
  // Where the document describes no body, it may be anything.
  "response.body.unknown",
]);

function remedyOf(code: string): string {
  if (code === "request.path-or-method.unknown")
    return "correct the path and the method, or give the document that has them with --spec";
  if (code === "request.authorization.missing")
    return "expect an Authorization header, with a matcher for its value";
  if (code.startsWith("request.")) return "change what the consumer sends to what the document describes";
  if (code === "response.status.unknown") return "expect a status that the document describes";
  if (code.startsWith("response."))
    return "leave out of the expected answer what the document does not promise, or use a matcher that it satisfies";
  return "this API has HTTP interactions only";
}

/** The comparator's place in a pact (`[root].interactions[0].request.body.a`) as a JSON pointer into the file. */
function pactPointer(location: string, pact: Pact): string {
  const match = /^\[root\]\.interactions\[(\d+)\]\.(request|response)\.body(.*)$/.exec(location);
  const message = match && pact.interactions[Number(match[1])]?.[match[2] as "request" | "response"];
  // Version 4 puts the body one level deeper; the comparator leaves that out.
  if (message) return pointerTo(message.bodyPlace, ...walk(message.body, tokensOf(match[3]!)));
  return pointerTo("", ...walk(pact.json, tokensOf(location.replace(/^\[root\]/, ""))));
}

/** The comparator's place in the document as a JSON pointer; as far as it exists. */
function documentPointer(location: string, document: Json): string {
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
