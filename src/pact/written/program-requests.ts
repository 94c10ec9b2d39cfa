import { isSuccess, jsonBody } from "../../http/exchange.ts";
import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { sameValue } from "../../json/same-value.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import { bodyDefectsOf } from "../../send-message/analysis/body-defects.ts";
import type { ConsumerCase, ConsumerExchange } from "../../send-message/consumer-rules/consumer-case.ts";
import { isOperationId, type OperationId } from "../../send-message/contract/operations.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { FORMATS } from "./text-formats.ts";

/** A request that the program makes whenever it runs, and that was accepted. */
export interface ProgramRequest {
  readonly operation: OperationId;
  /** `undefined` where it sends none. */
  readonly body: Json | undefined;
}

/** Stands for a value that is another one in each run, by its JSON type. */
const EXAMPLES: Readonly<Record<string, Json>> = { string: "text", number: 1, boolean: true };
/**
 * What a program asks of the API, each kind of request once: those with the same members. Of staged runs only what
 * all happy ones have counts, and a value in which they differ gives way to an example of its type.
 */
export function programRequests(it: ConsumerCase): ProgramRequest[] {
  const staged = it.programs.flatMap(({ condition }, run) => (condition === "happy" ? [run] : []));
  const runs = staged.length > 0 ? staged : it.programs.map((_, run) => run);
  const [first = new Map(), ...others] = runs.map((run) =>
    kindsOf(it.received.filter(({ step }) => step === run)),
  );
  return [...first].flatMap(([kind, request]) => {
    const same = others.map((other) => other.get(kind));
    if (same.some((other) => other === undefined)) return [];
    const body = same.reduce<Json | undefined>(
      (kept, other) =>
        kept === undefined || other?.body === undefined
          ? kept
          : common(kept, other.body, pageContract.requestSchema(request.operation)),
      request.body,
    );
    return [{ ...request, body }];
  });
}

function kindsOf(received: readonly ConsumerExchange[]): Map<string, ProgramRequest> {
  const kinds = new Map<string, ProgramRequest>();
  for (const exchange of received) {
    const { operation, request, response } = exchange;
    const body = jsonBody(request);
    // A cursor means something to the provider that gave it only.
    if (!isOperationId(operation) || !isSuccess(response?.status) || request.path.includes("?")) continue;
    if (request.body !== undefined && (body === undefined || !isValid(operation, body))) continue;
    const kind = `${operation} ${shapeOf(body)}`;
    if (!kinds.has(kind)) kinds.set(kind, { operation, body });
  }
  return kinds;
}

function isValid(operation: OperationId, body: Json): boolean {
  if (operation === "sendMessage") return bodyDefectsOf(body, pageContract).defects.length === 0;
  return pageContract.requestErrors(operation, body).length === 0;
}

/** The members and the types of a value, in one order. */
function shapeOf(value: Json | undefined): string {
  if (value === undefined) return "";
  if (value === null) return "null";
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].toSorted().join()}]`;
  if (!isObject(value)) return typeof value;
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${shapeOf(inner)}`);
  return `{${members.toSorted().join()}}`;
}

/** Two values of one shape as one: where they differ, an example stands that the schema allows. */
function common(a: Json, b: Json, schema: ResolvedSchema | undefined): Json {
  if (sameValue(a, b)) return a;
  if (Array.isArray(a) && Array.isArray(b))
    return a.slice(0, b.length).map((item, index) => common(item, b[index]!, schema?.items));
  if (isObject(a) && isObject(b)) {
    const shared = Object.entries(a).map(([key, value]) => [
      key,
      Object.hasOwn(b, key) ? common(value, b[key]!, schema?.properties?.[key]) : value,
    ]);
    return Object.fromEntries(shared) as JsonObject;
  }
  // One of few choices is an example as good as any; the order makes it the same in each run.
  if (schema?.enum !== undefined) return schema.enum[0]!;
  const format = typeof a === "string" ? (schema?.format ?? lookOf(a, b)) : undefined;
  return FORMATS[format ?? ""]?.example ?? EXAMPLES[typeof a] ?? a;
}

/** The format by which two texts are known where the document names none. */
function lookOf(a: string, b: Json): string | undefined {
  return Object.keys(FORMATS).find((format) => {
    const pattern = new RegExp(FORMATS[format]!.regex);
    return pattern.test(a) && typeof b === "string" && pattern.test(b);
  });
}
