import { type Step, sessionRef } from "../evidence/step.ts";
import { isObject } from "../json/json.ts";
import { simplerSends, simplerSessions } from "../send-message/scenarios/simpler-bodies.ts";

/** A wait is halved until it is this short, in milliseconds. */
const SHORTEST_WAIT_MS = 50;

/** Steps that are smaller than these in one respect, the boldest cuts first. */
export function* simplifications(steps: readonly Step[]): Generator<readonly Step[]> {
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
    for (const session of sessionsOf(step)) {
      const ref = sessionRef(session);
      if (!("verbatim" in ref) && !made.has("made" in ref ? ref.made : ref.like)) return false;
    }
  }
  return steps.some(({ do: what }) => !["create-session", "create-contact", "wait"].includes(what));
}

function sessionsOf(step: Exclude<Step, { do: "create-session" | "create-contact" }>): string[] {
  if (step.do === "wait") return [];
  return step.do === "together" ? step.sends.map((send) => send.session) : [step.session];
}

function* simplerSteps(step: Step): Generator<Step> {
  if (step.do === "together") {
    const { beside = [], ...alone } = step;
    if (beside.length > 0) yield alone;
    if (beside.length > 1) for (const one of beside) yield { ...alone, beside: [one] };
    const half = Math.ceil(step.sends.length / 2);
    if (step.sends.length >= 4) {
      yield { ...step, sends: step.sends.slice(0, half) };
      yield { ...step, sends: step.sends.slice(half) };
    }
    if (step.sends.length > 2)
      for (const index of step.sends.keys())
        yield { ...step, sends: step.sends.filter((_, at) => at !== index) };
    for (const [index, send] of step.sends.entries())
      for (const simpler of simplerSteps(send))
        if (simpler.do === "send")
          yield { ...step, sends: step.sends.map((each, at) => (at === index ? simpler : each)) };
  } else if (step.do === "wait") {
    if (step.ms > SHORTEST_WAIT_MS) yield { ...step, ms: Math.ceil(step.ms / 2) };
  } else if (step.do === "send") {
    const { afterMs, ...atOnce } = step;
    if (afterMs !== undefined) yield atOnce;
    if ("json" in step.body && isObject(step.body.json))
      for (const json of simplerSends(step.body.json)) yield { ...step, body: { json } };
  } else if (step.do === "create-session") {
    for (const body of simplerSessions(step.body)) yield { ...step, body };
  } else if (step.do === "observe" && step.records.length > 1) {
    for (const record of step.records) yield { ...step, records: [record] };
  }
}
