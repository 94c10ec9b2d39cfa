import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { valueAt } from "../../json/pointer.ts";
import type { SchemaError } from "../../send-message/contract/contract.ts";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Variant } from "./variant.ts";

const MEMBERS = ["sender", "message", "contact", "custom_data", "agent", "should_take_over_session_from_ai"];
const MESSAGE_MEMBERS = ["type", "text", "attachments"];
const CONTACT_MEMBERS = ["name", "email", "phone_number", "avatar_url", "custom_data"];

/** Requests that may be taken or refused. */
export const requestVariants: readonly Variant[] = [
  {
    name: "unknown-members-refused",
    description: "refuses members that it does not know, wherever they are",
    about: ["unknown members"],
    open: ["open/unknown-body-member", "open/unknown-message-member", "open/unknown-contact-member"],
    behave: refusing(
      ({ body }) =>
        hasOthers(body, MEMBERS) ||
        hasOthers(body.message, MESSAGE_MEMBERS) ||
        hasOthers(body.contact, CONTACT_MEMBERS),
    ),
  },
  {
    name: "unknown-members-of-the-body-refused",
    description: "refuses members of the body that it does not know, and ignores those further down",
    about: ["unknown members"],
    open: ["open/unknown-body-member"],
    behave: refusing(({ body }) => hasOthers(body, MEMBERS), 422),
  },
  {
    name: "null-accepted",
    description: "takes null for a member that is left out",
    about: ["null"],
    open: ["open/null-custom-data", "open/null-contact", "open/null-contact-custom-data", "open/null-agent"],
    behave: accepting((value) => value === null),
  },
  {
    name: "null-custom-data-accepted",
    description: "takes null for a custom_data that is left out, and refuses it elsewhere",
    about: ["null"],
    open: ["open/null-custom-data", "open/null-contact-custom-data"],
    behave: accepting((value, { place }) => value === null && place.endsWith("/custom_data")),
  },
  {
    name: "contact-values-stringified",
    description: "makes strings of numbers and booleans in contact data",
    about: ["contact values"],
    open: ["open/number-in-contact-data", "open/boolean-in-contact-data"],
    behave: stringifying(String),
  },
  {
    name: "contact-values-written-out",
    description:
      "makes strings of numbers and booleans in contact data, numbers with two digits behind the point and booleans as yes and no",
    about: ["contact values"],
    open: ["open/number-in-contact-data", "open/boolean-in-contact-data"],
    behave: stringifying((value) => (typeof value === "number" ? value.toFixed(2) : value ? "yes" : "no")),
  },
  {
    name: "contact-booleans-refused",
    description: "makes strings of numbers in contact data, and refuses booleans",
    about: ["contact values"],
    open: ["open/number-in-contact-data"],
    behave: stringifying(String, "number"),
  },
  refusals(
    "message-type-demanded",
    "refuses a message without a type",
    "message types",
    ["open/message-without-type", "open/empty-message"],
    ({ type }) => type === undefined,
  ),
  refusals(
    "unknown-message-types-refused",
    "refuses a message of another type than text",
    "message types",
    ["open/unknown-message-type"],
    ({ type }) => type !== undefined && type !== "text",
  ),
  refusals(
    "text-demanded",
    "refuses a message without a text, and one with an empty text",
    "message texts",
    ["open/empty-message", "open/empty-text"],
    ({ text }) => text === undefined || text === "",
  ),
  refusals(
    "blank-text-refused",
    "refuses a message with an empty text",
    "message texts",
    ["open/empty-text"],
    ({ text }) => typeof text === "string" && text.trim() === "",
  ),
  {
    name: "unknown-agents-refused",
    description: "answers 404 to an agent whose id it does not know",
    about: ["agents"],
    open: ["open/unknown-agent"],
    behave: refusing(({ body: { agent } }) => isObject(agent) && typeof agent.id === "number", 404),
  },
  {
    name: "agents-known-by-422",
    description: "answers 422 to an agent whose id it does not know",
    about: ["agents"],
    open: ["open/unknown-agent"],
    behave: refusing(({ body: { agent } }) => isObject(agent) && typeof agent.id === "number", 422),
  },
];

function refusals(
  name: string,
  description: string,
  about: string,
  open: readonly string[],
  fits: (message: JsonObject) => boolean,
): Variant {
  return {
    name,
    description,
    about: [about],
    open,
    behave: refusing(({ body: { message } }) => isObject(message) && fits(message)),
  };
}

function hasOthers(value: Json | undefined, known: readonly string[]): boolean {
  return isObject(value) && Object.keys(value).some((key) => !known.includes(key));
}

/** Refuses sends in which nothing is wrong but what the page leaves open. */
export function refusing(fits: (call: Call) => boolean, status = 400): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async problems(call) {
      const problems = await behaviour.problems(call);
      const isOpen = call.operation === "sendMessage" && problems.length === 0;
      if (isOpen && fits(call)) throw new Refusal(status, "this is not taken here");
      return problems;
    },
  });
}

/** Takes values that the page does not speak of. */
function accepting(
  fits: (value: unknown, problem: SchemaError) => boolean,
): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async problems(call) {
      const problems = await behaviour.problems(call);
      return problems.filter(
        (problem) => problem.basis !== "open" || !fits(valueAt(call.json, problem.place), problem),
      );
    },
  });
}

function stringifying(
  write: (value: number | boolean) => string,
  ...types: readonly string[]
): (behaviour: Behaviour) => Behaviour {
  const isTaken = (value: unknown): value is number | boolean =>
    (typeof value === "number" || typeof value === "boolean") &&
    (types.length === 0 || types.includes(typeof value));
  return (behaviour) => ({
    ...accepting((value, { place }) => isTaken(value) && place.startsWith("/contact/custom_data/"))(
      behaviour,
    ),
    sentContactData: (call) =>
      Object.fromEntries(
        Object.entries(behaviour.sentContactData(call)).map(([key, value]) => [
          key,
          isTaken(value) ? write(value) : value,
        ]),
      ),
  });
}
