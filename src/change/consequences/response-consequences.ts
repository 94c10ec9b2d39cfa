import { shapeFaults } from "../../arbitraries/shape-faults.ts";
import type { Contract } from "../../contract/contract.ts";
import { isObject, type Json, type JsonObject, type OperationId } from "../../contract/words.ts";
import { type Imagined, usualAnswers } from "./imagine.ts";
import { brokenIn, differing, judgementsOf } from "./judging.ts";
import { leadsInto, stepsOf } from "./message-place.ts";
import { isSend, probesOf } from "./probes.ts";

type Answering = Extract<OperationId, "sendMessage" | "getSession" | "listHistory">;

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
  const [old, fresh] = [base, revision].map((contract) =>
    variants(operation, status, contract).filter(({ place }) => leadsInto(place, steps)),
  ) as [Variant[], Variant[]];
  const all = [...old, ...fresh];
  const telling = all.filter(
    ({ body }) => errorsOf(base, operation, status, body) !== errorsOf(revision, operation, status, body),
  );
  const touched = (telling.length > 0 ? telling : all).flatMap(({ body }) =>
    situations(operation, status).flatMap((it) => {
      const broken = { ...it, instead: { [operation]: body } };
      const [before, after] = [judgementsOf(broken, base), judgementsOf(broken, revision)];
      const sound = judgementsOf(it, base);
      return [...differing(before, after), ...differing(sound, before), ...brokenIn(before), ...brokenIn(after)];
    }),
  );
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
function variants(operation: Answering, status: number, contract: Contract): Variant[] {
  const schema = contract.responseSchema(operation, status);
  if (schema === undefined) return [];
  const sample: JsonObject = usualAnswers(situations(operation, status)[0]!)[operation];
  return shapeFaults({ ...contract, requestSchema: () => schema }).map(({ place, apply }) => ({
    place,
    body: apply(sample),
  }));
}

/** One send of each scenario whose rules look at answers, as it would be answered. */
function situations(operation: Answering, status: number): Imagined[] {
  void operation;
  return status;
}

function errorsOf(contract: Contract, operation: OperationId, status: number, body: Json): string {
  const errors = contract.responseErrors(operation, status, body);
  return JSON.stringify(errors.map(({ place, keyword }) => [place, keyword]));
}
