import { isObject, type Json, type JsonObject } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { isOrdinaryKey, isOrdinaryValue } from "../../analysis/ordinary.ts";
import { dataIn } from "../../contract/records.ts";

/** What a valid send exercises: the most particular thing in it, by which a refusal of it is explained. */
export const ALL_TOPICS = [
  "both custom data",
  "unusual session data",
  "session numbers",
  "session booleans",
  "session strings",
  "empty session data",
  "unusual contact data",
  "contact strings",
  "empty contact data",
  "contact members",
  "agent",
  "take-over",
  "agent as sender",
  "message",
] as const;

export type Topic = (typeof ALL_TOPICS)[number];

function isOrdinary(data: JsonObject): boolean {
  return Object.entries(data).every(([key, value]) => isOrdinaryKey(key) && isOrdinaryValue(value));
}

export function topicOf(body: Json | undefined): Topic {
  const session = dataOf(dataIn(body, "session"));
  const contact = dataOf(dataIn(body, "contact"));
  if (isEmpty(session)) return "empty session data";
  if (isEmpty(contact)) return "empty contact data";
  if (session !== undefined && contact !== undefined) return "both custom data";
  if (session !== undefined) return sessionTopic(session);
  if (contact !== undefined) return isOrdinary(contact) ? "contact strings" : "unusual contact data";
  if (member(body, "contact") !== undefined) return "contact members";
  if (member(body, "agent") !== undefined) return "agent";
  if (member(body, "should_take_over_session_from_ai") !== undefined) return "take-over";
  return member(body, "sender") === "agent" ? "agent as sender" : "message";
}

function sessionTopic(data: JsonObject): Topic {
  if (!isOrdinary(data)) return "unusual session data";
  const values = Object.values(data);
  if (values.some((value) => typeof value === "number")) return "session numbers";
  return values.some((value) => typeof value === "boolean") ? "session booleans" : "session strings";
}

function isEmpty(data: JsonObject | undefined): boolean {
  return data !== undefined && Object.keys(data).length === 0;
}

function dataOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
