import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { withoutMembers } from "../../json/member.ts";
import type { Answer } from "../../send-message/reference-provider/refusal.ts";
import { CONTEXTS, type Effect } from "./effect.ts";

/** What becomes of an answer. */
export type Reshape = (answer: Answer) => Answer;

/** Puts another value in the place of an answer's body. */
export function body(change: (body: JsonObject) => Json): Reshape {
  return (answer) => ({ ...answer, body: change(isObject(answer.body) ? answer.body : {}) });
}

/** Leaves out one member of an answer's body. */
export function without(name: string): Reshape {
  return body((all) => withoutMembers(all, name));
}

/** Puts members into an answer's body. */
export function withMembers(members: JsonObject): Reshape {
  return body((all) => ({ ...all, ...members }));
}

/** Puts text in the place of an answer's body, made from its JSON, and says that it is of this type. */
export function raw(text: (json: string) => string, type?: string): Reshape {
  return (answer) => ({
    ...answer,
    raw: text(JSON.stringify(answer.body)),
    ...(type === undefined ? {} : { headers: { ...answer.headers, "content-type": type } }),
  });
}

/** A row of a table of effects on answers, with the rule that each breaks. */
export type Reshaping = readonly [name: string, description: string, rule: string, change: Reshape];

/** An effect on the answers to sends whose status concerns it. */
export function reshaping(
  [name, description, rule, change]: Reshaping,
  concerns: (status: number) => boolean,
): Effect {
  return {
    name,
    description,
    rules: [rule],
    triggers: CONTEXTS,
    apply: (behaviour, when) => ({
      ...behaviour,
      async answer(call, given) {
        const answer = await behaviour.answer(call, given);
        const isChanged = call.operation === "sendMessage" && concerns(answer.status) && when(call);
        return isChanged ? change(answer) : answer;
      },
    }),
  };
}
