import type { SendStep, Step } from "../evidence/step.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { entriesOf, withEntries } from "./parts.ts";

/** Steps that are smaller than these in one respect, the boldest cuts first. */
export function* smaller(steps: readonly Step[]): Generator<readonly Step[]> {
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < steps.length; from += size) {
      const kept = steps.filter((_, index) => index < from || index >= from + size);
      if (isSound(kept)) yield kept;
    }
  }
  for (const [index, step] of steps.entries()) {
    for (const simpler of simplerSteps(step)) yield steps.map((each, at) => (at === index ? simpler : each));
  }
}

/** Whether every session and contact that a step names is created before it, and anything is sent at all. */
function isSound(steps: readonly Step[]): boolean {
  const made = new Set<string>();
  for (const step of steps) {
    if (step.do === "create-session" || step.do === "create-contact") {
      if (step.do === "create-session" && step.contact !== undefined && !made.has(step.contact)) return false;
      made.add(step.as);
      continue;
    }
    const names = namedBy(step).filter((name) => !name.startsWith("="));
    if (names.some((name) => !made.has(name.replace(/^~/, "")))) return false;
  }
  return steps.some(({ do: what }) => !["create-session", "create-contact", "wait"].includes(what));
}

function namedBy(step: Exclude<Step, { do: "create-session" | "create-contact" }>): string[] {
  if (step.do === "wait") return [];
  return step.do === "together" ? step.sends.map((send) => send.session) : [step.session];
}

function* simplerSteps(step: Step): Generator<Step> {
  if (step.do === "together") {
    const { beside = [], ...alone } = step;
    if (beside.length > 0) yield alone;
    if (beside.length > 1) for (const one of beside) yield { ...alone, beside: [one] };
    const half = Math.ceil(step.sends.length / 2);
    if (step.sends.length > 2) {
      yield { ...step, sends: step.sends.slice(0, half) };
      yield { ...step, sends: step.sends.slice(0, -1) };
    }
  } else if (step.do === "send") {
    for (const body of simplerBodies(step)) yield { ...step, body: { json: body } };
  } else if (step.do === "create-session") {
    yield* simplerSessions(step);
  } else if (step.do === "observe" && step.records.length > 1) {
    for (const record of step.records) yield { ...step, records: [record] };
  }
}

function* simplerBodies(step: SendStep): Generator<JsonObject> {
  if (!("json" in step.body) || !isObject(step.body.json)) return;
  const json = step.body.json;
  const entries = entriesOf(json);
  for (let size = Math.ceil(entries.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < entries.length; from += size) {
      yield withEntries(
        json,
        entries.filter((_, index) => index < from || index >= from + size),
      );
    }
  }
  for (const name of Object.keys(json)) {
    if (name === "sender" || name === "message" || name === "custom_data") continue;
    yield Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));
  }
  if (json.sender === "agent") yield { ...json, sender: "contact" };
}

function* simplerSessions(step: Step & { do: "create-session" }): Generator<Step> {
  const { contact, custom_data: data, ...rest } = step.body;
  if (data !== undefined) yield { ...step, body: { ...rest, ...(contact === undefined ? {} : { contact }) } };
  if (contact === undefined) return;
  const { verified: _verified, ...bare } = rest;
  yield { ...step, body: { ...bare, ...(data === undefined ? {} : { custom_data: data }) } };
  if (isObject(contact) && contact.custom_data !== undefined) {
    const { custom_data: _, ...person } = contact;
    yield { ...step, body: { ...step.body, contact: person } };
  }
}
