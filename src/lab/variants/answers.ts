import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { valueAt } from "../../json/pointer.ts";
import type { SchemaError } from "../../send-message/contract/contract.ts";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { type Answer, Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Variant } from "./variant.ts";

/** Statuses and bodies of answers that the page leaves open. */
export const answerVariants: readonly Variant[] = [
  accepting(201, "created-201"),
  accepting(202, "accepted-202"),
  {
    name: "invalid-422",
    description: "answers 422 to whatever is wrong with a body, but for nested objects",
    about: ["status of invalid bodies"],
    open: ["open/invalid-shape-status", "open/missing-member-status"],
    behave: invalid((problems, call) => (problems.some((problem) => isNested(problem, call)) ? 400 : 422)),
  },
  {
    name: "missing-422",
    description: "answers 422 to a body without a required member, and 400 to any other that is wrong",
    about: ["status of invalid bodies"],
    open: ["open/missing-member-status"],
    behave: invalid((problems) => (problems.every(({ keyword }) => keyword === "required") ? 422 : 400)),
  },
  {
    name: "no-json-422",
    description: "answers 422 to a body that is not JSON",
    about: ["status of bodies that are not JSON"],
    open: ["open/not-json-status"],
    behave: (behaviour) => ({
      ...behaviour,
      parse(call, bytes) {
        try {
          return behaviour.parse(call, bytes);
        } catch {
          throw new Refusal(422, "the body is not JSON");
        }
      },
    }),
  },
  ...[400, 403, 410, 422].map(
    (status): Variant => ({
      name: `unknown-session-${status}`,
      description: `answers ${status} to a session that it does not know`,
      about: ["status of unknown sessions"],
      open: ["open/unknown-session-status"],
      behave: (behaviour) => ({
        ...behaviour,
        async findSession(call, id) {
          const session = await behaviour.findSession(call, id);
          if (session === undefined) throw new Refusal(status, "the session is unknown");
          return session;
        },
      }),
    }),
  ),
  {
    name: "errors-with-lists",
    description: "gives the reasons of every error as a list",
    about: ["message of errors"],
    open: ["open/error-message-form"],
    behave: errors((body) => ({ ...body, message: [body.message ?? ""].flat() })),
  },
  {
    name: "errors-with-texts",
    description: "gives the reasons of every error as one text",
    about: ["message of errors"],
    open: ["open/error-message-form"],
    behave: errors((body) => ({ ...body, message: [body.message ?? ""].flat().join(", ") })),
  },
  {
    name: "errors-with-more-members",
    description: "adds the time and the path to errors",
    about: ["members of errors"],
    open: [],
    behave: errors((body, { now, request }) => ({
      ...body,
      timestamp: new Date(now()).toISOString(),
      path: new URL(request.url).pathname,
      error: String(body.error),
    })),
  },
  {
    name: "errors-as-problems",
    description: "answers errors as application/problem+json, of the documented shape as well",
    about: ["members of errors", "content type"],
    open: [],
    behave: errors(
      (body) => ({ type: "about:blank", title: body.error ?? "", status: body.statusCode ?? 0, ...body }),
      { "content-type": "application/problem+json" },
    ),
  },
  {
    name: "other-errors-empty",
    description: "answers 413, 415 and 429 without a body",
    about: ["body of other errors"],
    open: [],
    behave: answering(
      ({ status }) => [413, 415, 422, 429].includes(status),
      ({ body, ...answer }) => answer,
    ),
  },
  {
    name: "more-members",
    description: "adds members to the answer of a send",
    about: ["members of answers"],
    open: ["open/extra-response-members"],
    behave: sent((body, call) => ({
      ...body,
      request_id: crypto.randomUUID(),
      data: {
        ...(isObject(body.data) ? body.data : {}),
        session: { id: call.session?.id ?? "" },
      },
    })),
  },
  {
    name: "more-of-the-message",
    description: "answers a send with the whole message and the custom data that came with it",
    about: ["members of answers"],
    open: ["open/extra-response-members"],
    behave: sent((body, call) => {
      const data = isObject(body.data) && isObject(body.data.message) ? body.data.message : {};
      return {
        ...body,
        data: { message: { ...data, sent: call.body, created_at: new Date(call.now()).toISOString() } },
      };
    }),
  },
];

function accepting(status: number, name: string): Variant {
  return {
    name,
    description: `answers ${status} to an accepted send`,
    about: ["status of accepted sends"],
    open: ["open/accepted-status"],
    behave: answering(
      ({ status: given }, call) => call.operation === "sendMessage" && given === 200,
      (answer) => ({ ...answer, status }),
    ),
  };
}

/** Chooses the status of a refused body; the words stay. */
function invalid(status: (problems: readonly SchemaError[], call: Call) => number) {
  return (behaviour: Behaviour): Behaviour => ({
    ...behaviour,
    invalid: (call, problems) =>
      new Refusal(status(problems, call), behaviour.invalid(call, problems).reasons),
  });
}

function isNested({ place }: SchemaError, { json }: Call): boolean {
  return /\/custom_data\/[^/]*$/.test(place) && isObject(valueAt(json, place));
}

function answering(
  fits: (answer: Answer, call: Call) => boolean,
  change: (answer: Answer, call: Call) => Answer,
) {
  return (behaviour: Behaviour): Behaviour => ({
    ...behaviour,
    async answer(call, given) {
      const answer = await behaviour.answer(call, given);
      return fits(answer, call) ? change(answer, call) : answer;
    },
  });
}

function errors(change: (body: JsonObject, call: Call) => Json, headers: Record<string, string> = {}) {
  return answering(
    ({ status, body }) => status >= 400 && isObject(body),
    (answer, call) => ({
      ...answer,
      body: change(isObject(answer.body) ? answer.body : {}, call),
      headers: { ...answer.headers, ...headers },
    }),
  );
}

function sent(change: (body: JsonObject, call: Call) => Json) {
  return answering(
    ({ status, body }, call) => call.operation === "sendMessage" && status < 300 && isObject(body),
    (answer, call) => ({ ...answer, body: change(isObject(answer.body) ? answer.body : {}, call) }),
  );
}
