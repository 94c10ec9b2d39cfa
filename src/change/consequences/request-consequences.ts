import type { Contract, SchemaError } from "../../contract/contract.ts";
import type { Json } from "../../contract/words.ts";
import type { SendStep } from "../../evidence/step.ts";
import { topicOf } from "../../rules/judge/topic.ts";
import { brokenIn, differing, judgementsOf } from "./judging.ts";
import { leadsInto, stepsOf } from "./message-place.ts";
import { isSend, probesOf } from "./probes.ts";

/** A place of the send's body that the two documents judge differently, and the rules that are judged differently for it. */
export interface RequestConsequence {
  /** JSON pointer into the body. */
  readonly place: string;
  readonly rules: readonly string[];
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
    const kind = [probe.scenario, topicOf(json), ...differences.map((one) => withoutKey(one, probe.tag))].join("\n");
    if (differences.length === 0 || seen.has(kind)) continue;
    seen.add(kind);
    const before = judgementsOf({ ...probe, status: statusOf(old) }, base);
    const after = judgementsOf({ ...probe, status: statusOf(fresh) }, revision);
    const rules = [...new Set([...differing(before, after), ...brokenIn(after)])];
    for (const one of differences) consequences.push({ place: one.slice(one.indexOf(" ") + 1), rules });
  }
  return consequences;
}

/** The rules that a change at this location of the request body touches. */
export function rulesAtRequest(consequences: readonly RequestConsequence[], location: string): string[] {
  const steps = stepsOf(location, /^request body/);
  if (steps === undefined) return [];
  return consequences.filter(({ place }) => leadsInto(place, steps)).flatMap(({ rules }) => rules);
}

/** Whether a rule has anything left to judge in what the suite sends, if a provider keeps to this document. */
export function isEnforceable(ruleId: string, scenarios: readonly string[], contract: Contract): boolean {
  for (const probe of probesOf(contract)) {
    if (!isSend(probe) || !scenarios.includes(probe.scenario)) continue;
    const status = isPlain(probe.step) ? statusOf(refusals(contract, probe.step.body.json)) : 400;
    const judgement = judgementsOf({ ...probe, status }, contract).get(ruleId);
    if (judgement !== undefined && judgement.checked > 0 && judgement.violations.length === 0) return true;
  }
  return false;
}

function isPlain(step: SendStep): step is SendStep & { readonly body: { readonly json: Json } } {
  const { body, credential = "valid", contentType, session } = step;
  return "json" in body && credential === "valid" && contentType === undefined && !session.startsWith("=");
}

function refusals(contract: Contract, body: Json): SchemaError[] {
  return contract.requestErrors("sendMessage", body).filter(({ basis }) => basis !== "open");
}

function statusOf(errors: readonly SchemaError[]): number {
  return errors.length === 0 ? 200 : 400;
}

/** What only one of two documents has against a body, each as "keyword place". */
function differencesOf(one: readonly SchemaError[], other: readonly SchemaError[]): string[] {
  const [olds, news] = [one, other].map((errors) => errors.map(({ keyword, place }) => `${keyword} ${place}`)) as [
    string[],
    string[],
  ];
  const only = [...olds.filter((each) => !news.includes(each)), ...news.filter((each) => !olds.includes(each))];
  return [...new Set(only)].toSorted();
}

/** One key of custom data is as good as another. */
function withoutKey(difference: string, tag: string): string {
  return difference.replaceAll(tag, "").replace(/(custom_data\/).*/, "$1");
}
