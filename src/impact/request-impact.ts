import { isToUnknownSession, type SendStep } from "../evidence/step.ts";
import type { Json } from "../json/json.ts";
import type { Contract, SchemaError } from "../send-message/contract/contract.ts";
import { pointerOf, recordAt } from "../send-message/contract/records.ts";
import { topicOf } from "../send-message/rules/judge/topic.ts";
import { brokenIn, differing, judgementsOf, silencedBy } from "./hypothetical-judgements.ts";
import { leadsInto, stepsOf } from "./message-place.ts";
import { plannedSends } from "./planned-steps.ts";

/** A place of the send's body that the two documents judge differently, and the rules that are judged differently for it. */
export interface RequestImpact {
  /** JSON pointer into the body. */
  readonly place: string;
  readonly rules: readonly string[];
  /** Rules that judge a provider which keeps to BASE here, and have nothing to judge of one which keeps to REVISION. */
  readonly silenced: readonly string[];
}

/**
 * Takes every body that the suite sends, and those that break either document, and looks which are answered otherwise
 * by a provider that keeps to REVISION than by one that keeps to BASE; of these, which rules notice.
 */
export function requestImpacts(base: Contract, revision: Contract): RequestImpact[] {
  const seen = new Set<string>();
  return [...plannedSends(base), ...plannedSends(revision)].flatMap(({ scenario, tag, step }) => {
    if (!isPlain(step)) return [];
    const { json } = step.body;
    const [before, after] = [refusals(base, json), refusals(revision, json)];
    const differences = [...only(before, after), ...only(after, before)];
    const kind = [scenario, topicOf(json), ...differences.map((one) => withoutKey(one, tag)).toSorted()].join(
      "\n",
    );
    if (differences.length === 0 || seen.has(kind)) return [];
    seen.add(kind);
    const judged = (errors: readonly SchemaError[], contract: Contract) =>
      judgementsOf({ scenario, tag, step, status: statusOf(errors) }, contract);
    const rules = new Set([
      ...[before, after].flatMap((errors) => differing(judged(errors, base), judged(errors, revision))),
      ...brokenIn(judged(after, revision)),
    ]);
    const silenced = silencedBy(judged(before, base), judged(after, revision));
    return differences.map(({ place }) => ({ place, rules: [...rules], silenced }));
  });
}

/** The rules that a change at this location of the request body touches; `isGone` tells which have nothing left at all. */
export function rulesAtRequest(
  impacts: readonly RequestImpact[],
  location: string,
  isGone: (id: string) => boolean,
): string[] {
  const steps = stepsOf(location, /^request body/);
  if (steps === undefined) return [];
  const here = impacts.filter(({ place }) => leadsInto(place, steps));
  const silenced = new Set(here.flatMap((one) => one.silenced));
  return [...here.flatMap(({ rules }) => rules), ...[...silenced].filter(isGone)];
}

/** Whether only the body of a send decides how it is answered. */
export function isPlain(step: SendStep): step is SendStep & { readonly body: { readonly json: Json } } {
  const { body, credential = "valid", contentType } = step;
  return "json" in body && credential === "valid" && contentType === undefined && !isToUnknownSession(step);
}

/** All that a document has against the body of a send, but for what it leaves open. */
export function refusals(contract: Contract, body: Json): SchemaError[] {
  return contract.requestErrors("sendMessage", body).filter(({ basis }) => basis !== "open");
}

/** What a provider that keeps to the document answers. */
export function statusOf(errors: readonly SchemaError[]): number {
  return errors.length === 0 ? 200 : 400;
}

/** What the first document has against a body, and the other has not. */
function only(errors: readonly SchemaError[], others: readonly SchemaError[]): SchemaError[] {
  return errors.filter(
    ({ keyword, place }) => !others.some((other) => other.keyword === keyword && other.place === place),
  );
}

/** An error by its keyword and place; one key of custom data is as good as another. */
function withoutKey({ keyword, place }: SchemaError, tag: string): string {
  const record = recordAt(place);
  return `${keyword} ${record === undefined ? place.replaceAll(tag, "") : pointerOf(record)}`;
}
