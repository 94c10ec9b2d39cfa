import { counted } from "../counted.ts";
import { type Exchange, jsonBody } from "../http/exchange.ts";
import { member } from "../json/member.ts";
import { contactName } from "../send-message/contract/contact.ts";

/** What was sent before the evidence and is not shown, counted and named; `undefined` if nothing was. */
export function setUpWords(exchanges: readonly Exchange[], shownBy: readonly number[]): string | undefined {
  const last = Math.max(-1, ...shownBy);
  const before = exchanges.slice(0, last).filter((_, index) => !shownBy.includes(index));
  if (before.length === 0) return undefined;
  const of = (operation: string) => before.filter((exchange) => exchange.operation === operation);
  const count = (some: readonly Exchange[], one: string, many: string) =>
    some.length === 0 ? [] : [some.length === 1 ? one : `${some.length} ${many}`];
  const sessions = of("createSession");
  const people = [...of("createContact"), ...sessions].flatMap((exchange) => contactOf(exchange) ?? []);
  const named = [...new Set(people)];
  const parts = [
    ...(named.length === 0 ? [] : [`created ${named.join(", ")}`]),
    ...count(sessions, "created a session", "sessions created"),
    ...count(of("sendMessage"), "sent a message", "messages sent"),
    ...count([...of("getSession"), ...of("listHistory")], "read once", "reads"),
  ];
  return `${counted(before.length, "request")} not shown: ${parts.join(", ")}`;
}

function contactOf(exchange: Exchange): string | undefined {
  return contactName(member(jsonBody(exchange.request), "contact"));
}
