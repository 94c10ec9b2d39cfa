import { isObject, type Json, type JsonObject } from "../contract/words.ts";
import type { Script } from "../evidence/case.ts";
import type { SendStep, Step } from "../evidence/step.ts";
import type { Asked } from "../model/asked.ts";
import type { Look } from "../rules/look.ts";
import { objectOf } from "../scenarios/bodies.ts";

/** A send that should have been accepted, was not, and carries several entries of custom data: one of them is to blame. */
export function refusedPack(it: Look): number | undefined {
  const ask = it.asks.find((each) => isRefused(each) && stepOf(it, each) !== undefined);
  return ask === undefined ? undefined : it.exchange(ask.tries[0]!).step;
}

function isRefused(ask: Asked): boolean {
  return ask.expectation.answer === "accept" && (ask.answer === "refused" || ask.answer === "crashed");
}

function stepOf(it: Look, ask: Asked): SendStep | undefined {
  const exchange = it.exchange(ask.tries[0]!);
  const step = it.case.steps[exchange.step];
  if (step?.do !== "send" || exchange.purpose !== "step" || !("json" in step.body)) return undefined;
  return entriesOf(step.body.json).length > 1 ? step : undefined;
}

/** The script up to that send and the look behind it, twice: each time with one half of the entries. */
export function split(script: Script, index: number): Script[] {
  const step = script.steps[index] as SendStep;
  const json = (step.body as { json: Json }).json;
  const entries = entriesOf(json);
  const middle = Math.ceil(entries.length / 2);
  return [entries.slice(0, middle), entries.slice(middle)].map((half, part) => ({
    ...script,
    id: `${script.id}${"ab"[part]}`,
    steps: script.steps.map(
      (each, at): Step => (at === index ? { ...step, body: { json: withEntries(json, half) } } : each),
    ),
  }));
}

type Entry = readonly [record: "session" | "contact", key: string, value: Json];

/** The entries of both custom data objects of a body. */
export function entriesOf(body: Json): Entry[] {
  const of = (record: Entry[0], data: Json | undefined): Entry[] =>
    isObject(data) ? Object.entries(data).map(([key, value]) => [record, key, value] as const) : [];
  if (!isObject(body)) return [];
  return [
    ...of("session", body.custom_data),
    ...of("contact", isObject(body.contact) ? body.contact.custom_data : undefined),
  ];
}

/** The body with just these entries; a custom data object that loses all of its own is left out. */
export function withEntries(body: Json, entries: readonly Entry[]): JsonObject {
  const { custom_data: _session, contact, ...rest } = body as JsonObject;
  const of = (record: Entry[0]) =>
    objectOf(entries.filter(([kind]) => kind === record).map(([, key, value]) => [key, value] as const));
  const [session, person] = [of("session"), of("contact")];
  const { custom_data: _contact, ...others } = isObject(contact) ? contact : {};
  const kept = { ...others, ...(Object.keys(person).length > 0 ? { custom_data: person } : {}) };
  return {
    ...rest,
    ...(Object.keys(session).length > 0 ? { custom_data: session } : {}),
    ...(Object.keys(kept).length > 0 ? { contact: kept } : {}),
  };
}
