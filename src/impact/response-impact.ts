import type { Json, JsonObject } from "../json/json.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { shapeFaults } from "../send-message/corpus/shape-faults.ts";
import { bothData, send } from "../send-message/scenarios/steps.ts";
import { type Answers, type HypotheticalSend, usualAnswers } from "./hypothetical-case.ts";
import { differing, judgementsOf } from "./hypothetical-judgements.ts";
import { leadsInto, stepsOf } from "./message-place.ts";

/**
 * The rules that notice when an answer of this operation is broken at the place that a change's location names: those
 * for which the documents differ where they do, else all that look there.
 */
export function rulesAtResponse(
  operation: OperationId,
  location: string,
  base: Contract,
  revision: Contract,
): string[] {
  const steps = stepsOf(location, /^response \S+ body/);
  if (steps === undefined || operation === "createSession" || operation === "createContact") return [];
  const status = statusIn(location);
  const all = [base, revision].flatMap((contract) =>
    variants(operation, status, contract).filter(({ place }) => leadsInto(place, steps)),
  );
  const telling = all.filter(
    ({ body }) => errorsOf(base, operation, status, body) !== errorsOf(revision, operation, status, body),
  );
  const it = fullSend(operation === "sendMessage" ? status : 200);
  const sound = judgementsOf(it, base);
  const touched = (telling.length > 0 ? telling : all).flatMap(({ body }) => {
    const broken = { ...it, instead: { [operation]: body } };
    const [before, after] = [judgementsOf(broken, base), judgementsOf(broken, revision)];
    return [...differing(before, after), ...differing(sound, before)];
  });
  return [...new Set(touched)];
}

/** The status that stands for those of a location: `2XX` and `default` mean 200. */
export function statusIn(location: string): number {
  const status = /^response (\S+)/.exec(location)?.[1] ?? "";
  if (/^\d{3}$/.test(status)) return Number(status);
  return /^\dXX$/i.test(status) ? Number(status[0]) * 100 : 200;
}

interface Variant {
  readonly place: string;
  readonly body: Json;
}

/** The usual answer, broken in each place that the document describes. */
function variants(operation: keyof Answers, status: number, contract: Contract): Variant[] {
  const sample = usualAnswers(fullSend(status))[operation] as JsonObject;
  return shapeFaults(contract.responseSchema(operation, status)).map(({ place, apply }) => ({
    place,
    body: apply(sample),
  }));
}

/** A send that uses all that the page documents, answered so; where it is refused, for a nested object. */
function fullSend(status: number): HypotheticalSend {
  const tag = "hypothetical";
  const data = { [tag]: status < 300 ? "yes" : { nested: "yes" } };
  const members = { ...bothData(data, data), should_take_over_session_from_ai: true };
  return { tag, step: send(tag, "all of it", members), status };
}

function errorsOf(contract: Contract, operation: OperationId, status: number, body: Json): string {
  const errors = contract.responseErrors(operation, status, body);
  return JSON.stringify(errors.map(({ place, keyword }) => [place, keyword]));
}
