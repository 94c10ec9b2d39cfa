import type { Omission } from "../../evidence/omission.ts";
import type { SendStep, Step, StepBody } from "../../evidence/step.ts";
import { isObject, type JsonObject } from "../../json/json.ts";
import { withoutMembers } from "../../json/member.ts";
import { withoutUndefined } from "../../json/without-undefined.ts";
import { creationWithoutAttack, sendWithoutAttack } from "./without-attacks.ts";

/** Members of a send that are left out, and those of its message. */
const MEMBERS: Readonly<Partial<Record<Omission, string>>> = {
  contacts: "contact",
  "take-over": "should_take_over_session_from_ai",
  agent: "agent",
};

/** A step in place of one that is left out, so that the others keep their numbers. */
const NOTHING: Step = { do: "wait", ms: 0 };

/** The steps of a case without what is left out of the run; each has its place of before. */
export function stepsWithout(steps: readonly Step[], omissions: readonly Omission[]): readonly Step[] {
  return omissions.length === 0 ? steps : steps.map((step) => stepWithout(step, omissions));
}

function stepWithout(given: Step, omissions: readonly Omission[]): Step {
  const step =
    omissions.includes("attacks") && given.do === "create-session" ? creationWithoutAttack(given) : given;
  switch (step.do) {
    case "history":
      return omissions.includes("history") ? NOTHING : step;
    case "read":
      return step.operation === "listHistory" && omissions.includes("history") ? NOTHING : step;
    case "create-contact":
      return omissions.includes("contacts") ? NOTHING : step;
    case "create-session": {
      if (!omissions.includes("contacts")) return step;
      const { contact: _, ...rest } = step;
      return { ...rest, body: withoutMembers(step.body, "contact") };
    }
    case "observe": {
      const records = step.records.filter(
        (record) => record === "session" || !omissions.includes("contacts"),
      );
      if (records.length === step.records.length) return step;
      return records.length === 0 ? NOTHING : { ...step, records };
    }
    case "send":
      return sendWithout(step, omissions) ?? NOTHING;
    case "together": {
      const sends = step.sends.flatMap((send) => sendWithout(send, omissions) ?? []);
      if (sends.length === 0) return NOTHING;
      const beside = step.beside
        ?.map((each) => stepWithout(each, omissions))
        .filter((each) => each.do === "read" || each.do === "create-session");
      return withoutUndefined({ ...step, sends, beside });
    }
    case "wait":
      return step;
  }
}

/** A send with less in it; `undefined` where its body is no JSON object, and may hold what is left out. */
function sendWithout(given: SendStep, omissions: readonly Omission[]): SendStep | undefined {
  const step = omissions.includes("attacks") ? sendWithoutAttack(given) : given;
  if (step === undefined) return undefined;
  if ("json" in step.body && isObject(step.body.json)) {
    const json = bodyWithout(step.body.json, omissions);
    return json === step.body.json ? step : { ...step, body: { json } };
  }
  return mayHold(step.body, omissions) ? undefined : step;
}

function bodyWithout(body: JsonObject, omissions: readonly Omission[]): JsonObject {
  const names = omissions.flatMap((omission) => MEMBERS[omission] ?? []);
  const isAgent = omissions.includes("agent") && body.sender === "agent";
  const { message } = body;
  const attached =
    omissions.includes("attachments") && isObject(message) && Object.hasOwn(message, "attachments");
  if (!isAgent && !attached && !names.some((name) => Object.hasOwn(body, name))) return body;
  return {
    ...withoutMembers(body, ...names),
    ...(isAgent ? { sender: "contact" } : {}),
    ...(attached ? { message: withoutMembers(message, "attachments") } : {}),
  };
}

/** Words by which a text that may be no JSON shows what is left out. */
const WORDS: Readonly<Partial<Record<Omission, RegExp>>> = {
  contacts: /"contact"\s*:/,
  "take-over": /should_take_over/,
  agent: /agent/,
  attachments: /attachments/,
};

function mayHold(body: StepBody, omissions: readonly Omission[]): boolean {
  const text =
    "json" in body
      ? JSON.stringify(body.json)
      : "text" in body
        ? body.text
        : Buffer.from(body.base64, "base64").toString("latin1");
  return omissions.some((omission) => WORDS[omission]?.test(text));
}
