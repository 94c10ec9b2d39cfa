import { isObject, type Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { isOrdinaryEntry } from "../../analysis/ordinary.ts";
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

export function topicOf(body: Json | undefined): Topic {
  const session = entriesOf(dataIn(body, "session"));
  const contact = entriesOf(dataIn(body, "contact"));
  if (session?.length === 0) return "empty session data";
  if (contact?.length === 0) return "empty contact data";
  if (session !== undefined && contact !== undefined) return "both custom data";
  if (session !== undefined) return sessionTopic(session);
  if (contact !== undefined)
    return contact.every(isOrdinaryEntry) ? "contact strings" : "unusual contact data";
  if (member(body, "contact") !== undefined) return "contact members";
  if (member(body, "agent") !== undefined) return "agent";
  if (member(body, "should_take_over_session_from_ai") !== undefined) return "take-over";
  return member(body, "sender") === "agent" ? "agent as sender" : "message";
}

function sessionTopic(data: readonly Entry[]): Topic {
  if (!data.every(isOrdinaryEntry)) return "unusual session data";
  if (data.some(([, value]) => typeof value === "number")) return "session numbers";
  return data.some(([, value]) => typeof value === "boolean") ? "session booleans" : "session strings";
}

type Entry = [key: string, value: Json];

function entriesOf(data: Json | undefined): Entry[] | undefined {
  return isObject(data) ? Object.entries(data) : undefined;
}
