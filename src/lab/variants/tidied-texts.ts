import type { Json } from "../../json/json.ts";
import type { Behaviour } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Variant } from "./variant.ts";

/** What a provider may tidy up in texts, mask in values, or turn away while other sends are under way. */
export const tidiedTextVariants: readonly Variant[] = [
  text("texts-trimmed", "trims the texts of messages", (it) => it.trim()),
  text("line-ends-made-alike", "makes LF of CRLF in the texts of messages", (it) =>
    it.replaceAll("\r\n", "\n"),
  ),
  text("texts-escaped-as-html", "escapes the texts of messages as HTML", (it) =>
    it.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
  ),
  text("texts-without-tags", "strips HTML tags from the texts of messages", (it) =>
    it.replace(/<[^>]*>/g, ""),
  ),
  text("texts-with-masked-cards", "masks card numbers in the texts of messages", masked),
  {
    name: "values-with-masked-cards",
    description: "masks card numbers in custom data",
    about: ["values"],
    open: ["open/card-numbers"],
    behave: (behaviour) => ({
      ...behaviour,
      merge: (call, record, seen, sent) =>
        behaviour.merge(
          call,
          record,
          seen,
          Object.fromEntries(
            Object.entries(sent).map(([key, value]): [string, Json] => [
              key,
              typeof value === "string" ? masked(value) : value,
            ]),
          ),
        ),
    }),
  },
  ...(
    [
      ["conflicts-answered-409", "answers 409", 409, {}, "session"],
      ["one-send-a-session-429", "answers 429", 429, { "retry-after": "0" }, "session"],
      ["one-send-a-session-503", "answers 503 with Retry-After", 503, { "retry-after": "0" }, "session"],
      ["one-send-a-contact-409", "answers 409", 409, {}, "contact"],
    ] as const
  ).map(
    ([name, description, status, headers, of]): Variant => ({
      name,
      description: `${description} to a send while another one to the same ${of} is under way`,
      about: ["sends at once"],
      open: ["open/turned-away-at-once"],
      behave: oneAtATime(status, headers, of),
    }),
  ),
];

function text(name: string, description: string, change: (text: string) => string): Variant {
  return {
    name,
    description,
    about: ["message texts as they are shown"],
    open: ["open/tidied-texts"],
    behave: (behaviour) => ({
      ...behaviour,
      message: (call) => {
        const message = behaviour.message(call);
        return { ...message, text: change(message.text) };
      },
    }),
  };
}

function masked(text: string): string {
  return text.replace(/\d(?:[ -]?\d){12,18}/g, (run) => (passesLuhn(run) ? "**** **** **** ****" : run));
}

function passesLuhn(run: string): boolean {
  const digits = [...run.replace(/\D/g, "")].reverse().map(Number);
  const doubled = digits.map((digit, index) => (index % 2 === 0 ? digit : 2 * digit));
  return doubled.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0;
}

/** Longer than it takes several requests that are sent at once to arrive, in milliseconds. */
const WHOLE_SEND_MS = 12;

/**
 * Takes one send of a session or a contact at a time; the others are to come again. That of a contact is held long
 * enough for all others that come at once to be turned away: no two of them are accepted while the other is under way.
 */
function oneAtATime(status: number, headers: Readonly<Record<string, string>>, of: "session" | "contact") {
  return (behaviour: Behaviour): Behaviour => {
    const busy = new Set<string>();
    return {
      ...behaviour,
      async problems(call) {
        const problems = await behaviour.problems(call);
        const id = (of === "contact" ? call.session?.contact?.id : undefined) ?? call.session?.id;
        if (call.operation !== "sendMessage" || id === undefined || problems.length > 0) return problems;
        if (busy.has(id)) throw new Refusal(status, "another message is being stored", headers);
        busy.add(id);
        await new Promise((resolve) => setTimeout(resolve, of === "contact" ? WHOLE_SEND_MS : 3));
        busy.delete(id);
        return problems;
      },
    };
  };
}
