import { isObject, type Json, type JsonObject } from "../../json/json.ts";
import { member } from "../../json/member.ts";
import type { ResolvedSchema } from "../../openapi/schema.ts";
import type { ConsumerCase } from "../../send-message/consumer-rules/consumer-case.ts";
import { contactIdIn } from "../../send-message/contract/contact.ts";
import type { OperationId } from "../../send-message/contract/operations.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { type BodyRules, pactText, regex, type WrittenInteraction } from "./pact-text.ts";
import { type ProgramRequest, programRequests } from "./program-requests.ts";
import { FORMATS } from "./text-formats.ts";

const WORDS: Readonly<Record<OperationId, string>> = {
  sendMessage: "a message",
  createSession: "a new session",
  getSession: "a look at a session",
  listHistory: "a look at the history of a session",
  createContact: "a new contact",
};

/**
 * The pact (version 4) of a program with the API, from what it sent: equal programs have equal files. `undefined`
 * where nothing that it sent was accepted.
 */
export function consumerPact(it: ConsumerCase, consumer: string): string | undefined {
  const names = new Map<string, number>();
  const interactions = programRequests(it).map((request) => {
    const name = nameOf(request);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return interactionOf(request, count === 1 ? name : `${name} (${count})`);
  });
  return interactions.length === 0 ? undefined : pactText(consumer, interactions);
}

function nameOf({ operation, body }: ProgramRequest): string {
  const sender = member(body, "sender");
  const by = typeof sender === "string" ? ` of ${sender === "agent" ? "an agent" : "a contact"}` : "";
  const members = isObject(body)
    ? Object.keys(body).filter((key) => key !== "sender" && key !== "message")
    : [];
  return `${WORDS[operation]}${by}${members.length === 0 ? "" : ` with ${members.toSorted().join(", ")}`}`;
}

function interactionOf({ operation, body }: ProgramRequest, description: string): WrittenInteraction {
  return {
    description,
    states: statesOf(operation, body).map((name) => ({ name, params: {} })),
    request: {
      operation,
      authorized: true,
      ...(body === undefined ? {} : { body: { json: body }, rules: requestRules(operation, body) }),
    },
    response: responseOf(operation),
  };
}

function statesOf(operation: OperationId, body: Json | undefined): string[] {
  const ofContact = contactIdIn(body) === undefined ? [] : ["a contact exists"];
  switch (operation) {
    case "createSession":
      return ofContact;
    case "createContact":
      return [];
    case "listHistory":
      return ["a session exists", "a message was sent"];
    default:
      return [
        ...(member(body, "contact") === undefined ? ofContact : ["a contact exists"]),
        "a session exists",
      ];
  }
}

/** Values may be others of their types; a choice or a format of the document is kept to. */
function requestRules(operation: OperationId, body: Json): BodyRules {
  const properties = pageContract.requestSchema(operation)?.properties ?? {};
  const members = isObject(body) ? Object.keys(body) : [];
  const rules = Object.fromEntries(members.map((name) => [`$${step(name)}`, leafRule(properties[name])]));
  const email = member(body, "contact", "email");
  return typeof email === "string" ? { ...rules, "$.contact.email": regex(FORMATS.email!.regex) } : rules;
}

/** What the document promises of the answer: its required members, by their types. */
function responseOf(operation: OperationId): WrittenInteraction["response"] {
  const schema = pageContract.responseSchema(operation, 200);
  const rules: Record<string, JsonObject> = {};
  const body = schema && promised(schema, "$", "body", rules);
  if (body === undefined) return { status: "success" };
  return { status: "success", headers: { "Content-Type": ["application/json"] }, body, rules };
}

/** An example of a schema, with the rules of its leaves; `undefined` where it may be null, or says nothing. */
function promised(
  schema: ResolvedSchema,
  place: string,
  name: string,
  rules: Record<string, JsonObject>,
): Json | undefined {
  if (schema.type === "object") {
    const members = (schema.required ?? []).flatMap((key) => {
      const property = schema.properties?.[key];
      const value = property && promised(property, place + step(key), key, rules);
      return value === undefined ? [] : [[key, value] as const];
    });
    return Object.fromEntries(members);
  }
  if (schema.type === "array" && schema.items !== undefined) {
    rules[place] = { match: "type", min: 1 };
    return [promised(schema.items, `${place}[*]`, name, rules) ?? null];
  }
  if (typeof schema.type !== "string") return undefined;
  rules[place] = leafRule(schema);
  if (schema.enum !== undefined) return schema.enum[0]!;
  const { example } = FORMATS[schema.format ?? ""] ?? {};
  return example ?? { string: name, boolean: true }[schema.type] ?? 1;
}

function leafRule(schema: ResolvedSchema | undefined): JsonObject {
  const choices = schema?.enum?.filter((value) => typeof value === "string") ?? [];
  if (choices.length > 0) return regex(`^(${choices.join("|")})$`);
  const format = FORMATS[schema?.format ?? ""];
  return format === undefined ? { match: "type" } : regex(format.regex);
}

/** One step of a JSON path. */
function step(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `['${name}']`;
}
