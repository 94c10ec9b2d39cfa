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
      ["conflicts-answered-409", "answers 409", 409, {}],
      ["one-send-a-session-429", "answers 429", 429, { "retry-after": "0" }],
      ["one-send-a-session-503", "answers 503 with Retry-After", 503, { "retry-after": "0" }],
    ] as const
  ).map(
    ([name, description, status, headers]): Variant => ({
      name,
      description: `${description} to a send while another one to the same session is under way`,
      about: ["sends at once"],
      open: ["open/turned-away-at-once"],
      behave: oneAtATime(status, headers),
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

/** Takes one send of a session at a time; the others are to come again. */
function oneAtATime(status: number, headers: Readonly<Record<string, string>>) {
  return (behaviour: Behaviour): Behaviour => {
    const busy = new Set<string>();
    return {
      ...behaviour,
      async problems(call) {
        const problems = await behaviour.problems(call);
        const id = call.session?.id;
        if (call.operation !== "sendMessage" || id === undefined || problems.length > 0) return problems;
        if (busy.has(id)) throw new Refusal(status, "another message is being stored", headers);
        busy.add(id);
        await new Promise((resolve) => setTimeout(resolve, 3));
        busy.delete(id);
        return problems;
      },
    };
  };
}
