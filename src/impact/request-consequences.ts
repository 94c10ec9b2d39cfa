import { isToUnknownSession, type SendStep } from "../evidence/step.ts";
import type { Json } from "../json/json.ts";
import type { Contract, SchemaError } from "../send-message/contract/contract.ts";
import { topicOf } from "../send-message/rules/judge/topic.ts";
import { brokenIn, differing, judgementsOf, silencedBy } from "./judging.ts";
import { leadsInto, stepsOf } from "./message-place.ts";
import { isSend, probesOf } from "./probes.ts";

/** A place of the send's body that the two documents judge differently, and the rules that are judged differently for it. */
export interface RequestConsequence {
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
export function requestConsequences(base: Contract, revision: Contract): RequestConsequence[] {
  const consequences: RequestConsequence[] = [];
  const seen = new Set<string>();
  for (const probe of [...probesOf(base), ...probesOf(revision)]) {
    if (!isSend(probe) || !isPlain(probe.step)) continue;
    const { json } = probe.step.body;
    const [old, fresh] = [refusals(base, json), refusals(revision, json)];
    const differences = differencesOf(old, fresh);
    const kind = [
      probe.scenario,
      topicOf(json),
      ...differences.map((one) => withoutKey(one, probe.tag)),
    ].join("\n");
    if (differences.length === 0 || seen.has(kind)) continue;
    seen.add(kind);
    const [before, after] = [old, fresh].map(statusOf) as [number, number];
    const judged = (status: number, contract: Contract) => judgementsOf({ ...probe, status }, contract);
    const rules = new Set([
      ...[before, after].flatMap((status) => differing(judged(status, base), judged(status, revision))),
      ...brokenIn(judged(after, revision)),
    ]);
    const silenced = silencedBy(judged(before, base), judged(after, revision));
    for (const one of differences)
      consequences.push({ place: one.slice(one.indexOf(" ") + 1), rules: [...rules], silenced });
  }
  return consequences;
}

/** The rules that a change at this location of the request body touches; `isGone` tells which have nothing left at all. */
export function rulesAtRequest(
  consequences: readonly RequestConsequence[],
  location: string,
  isGone: (id: string) => boolean,
): string[] {
  const steps = stepsOf(location, /^request body/);
  if (steps === undefined) return [];
  const here = consequences.filter(({ place }) => leadsInto(place, steps));
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

/** What only one of two documents has against a body, each as "keyword place". */
function differencesOf(one: readonly SchemaError[], other: readonly SchemaError[]): string[] {
  const [olds, news] = [one, other].map((errors) =>
    errors.map(({ keyword, place }) => `${keyword} ${place}`),
  ) as [string[], string[]];
  const only = [
    ...olds.filter((each) => !news.includes(each)),
    ...news.filter((each) => !olds.includes(each)),
  ];
  return [...new Set(only)].toSorted();
}

/** One key of custom data is as good as another. */
function withoutKey(difference: string, tag: string): string {
  return difference.replaceAll(tag, "").replace(/(custom_data\/).*/, "$1");
}
