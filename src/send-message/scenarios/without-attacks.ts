import type { CreateSessionStep, SendStep, StepBody } from "../../evidence/step.ts";
import { isObject, type JsonObject } from "../../json/json.ts";
import { member, withMember } from "../../json/member.ts";
import { looksLikeAnAttack, withoutAttack } from "../analysis/attack-like.ts";
import { entriesOf, withEntries } from "./entries.ts";

const TEXT = ["message", "text"];

/**
 * A request without what looks like an attack: entries of custom data whose key or value does are left out, a text is
 * rewritten. `undefined` where the path or a body that is no JSON object does: nothing of it would be left.
 */
export function sendWithoutAttack(step: SendStep): SendStep | undefined {
  if (looksLikeAnAttack(step.session) || isRawAttack(step.body)) return undefined;
  if (!("json" in step.body) || !isObject(step.body.json)) return step;
  const json = bodyWithoutAttack(step.body.json);
  return json === step.body.json ? step : { ...step, body: { json } };
}

/** The same for a session that is created. */
export function creationWithoutAttack(step: CreateSessionStep): CreateSessionStep {
  const body = bodyWithoutAttack(step.body);
  return body === step.body ? step : { ...step, body };
}

function bodyWithoutAttack(body: JsonObject): JsonObject {
  const entries = entriesOf(body);
  const harmless = entries.filter(
    ([, key, value]) =>
      !looksLikeAnAttack(key) &&
      !looksLikeAnAttack(typeof value === "string" ? value : JSON.stringify(value)),
  );
  const kept = harmless.length === entries.length ? body : withEntries(body, harmless);
  const text = member(kept, ...TEXT);
  return typeof text === "string" && looksLikeAnAttack(text)
    ? withMember(kept, TEXT, withoutAttack(text))
    : kept;
}

function isRawAttack(body: StepBody): boolean {
  return "text" in body && /__proto__|\\u0000|\0/.test(body.text);
}
