import type { SendStep, Step } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { CORPUS_NUMBERS } from "../corpus/corpus-numbers.ts";
import { CONTROL_STRINGS, CORPUS_STRINGS } from "../corpus/corpus-strings.ts";
import { objectOf } from "./bodies.ts";
import { keyKind } from "./design/key-kinds.ts";
import { long } from "./odd-values.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { bothData, contactData, observe, open, openLate, send, sessionData } from "./steps.ts";

const KEYS = keyKind.get("ordinary")!.members as readonly string[];
const TEXTS = [...CORPUS_STRINGS, ...CONTROL_STRINGS].map(([value]) => value);
const NUMBERS = CORPUS_NUMBERS.map(([value]) => value);

/** Every value of the corpus under ordinary keys, so that what becomes of an ordinary one breaks what the page states. */
export const everyValue: Scenario = {
  id: "every-value",
  title:
    "writes every value of the corpus under ordinary keys: by the contact, both records at once, and by the agent, each alone and late, in the second session of a contact",
  cases: beyondQuick(2),
  steps: ({ tag, number }): Step[] => {
    const isLate = number > 0;
    const texts = [...TEXTS, long(tag, 600), long(tag, 1100), long(tag, 4200)];
    const session = packed([...texts, ...NUMBERS, true, false]);
    const contact = packed(texts);
    const sends = (
      round: number,
      ofSession: readonly Json[],
      ofContact: readonly Json[] | undefined,
    ): SendStep[] => {
      const one = entries(ofSession);
      const other = ofContact === undefined ? undefined : entries(ofContact);
      if (!isLate)
        return [send(tag, `round ${round}`, other === undefined ? sessionData(one) : bothData(one, other))];
      return [sessionData(one), ...(other === undefined ? [] : [contactData(other)])].map((data, index) =>
        send(tag, `round ${round}.${index}`, data, { sender: "agent" }),
      );
    };
    // What a provider may refuse comes last, by itself.
    const unusual = ["before\u0000after", "\ud800 alone"];
    return [
      ...(isLate ? openLate(tag) : [open(tag)]),
      ...session.flatMap((values, round) => [...sends(round, values, contact[round]), observe()]),
      ...sends(session.length, unusual, unusual),
      observe(),
    ];
  },
};

/** Values in packs, one for each key; the last pack is filled up with values of before. */
function packed(values: readonly Json[]): Json[][] {
  return Array.from({ length: Math.ceil(values.length / KEYS.length) }, (_, pack) => {
    const first = Math.min(pack * KEYS.length, values.length - KEYS.length);
    return values.slice(first, first + KEYS.length);
  });
}

function entries(values: readonly Json[]) {
  return objectOf(values.map((value, index) => [KEYS[index]!, value]));
}
