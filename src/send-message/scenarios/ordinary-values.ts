import type { Step } from "../../evidence/step.ts";
import type { Json } from "../../json/json.ts";
import { isOrdinaryValue } from "../analysis/ordinary.ts";
import { CORPUS_NUMBERS } from "../corpus/corpus-numbers.ts";
import { CORPUS_STRINGS } from "../corpus/corpus-strings.ts";
import { objectOf } from "./bodies.ts";
import { keyKind } from "./design/key-kinds.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { bothData, observe, open, send } from "./steps.ts";

const KEYS = keyKind.get("ordinary")!.members as readonly string[];
const ordinary = (corpus: readonly (readonly [value: Json, catches: string])[]) =>
  corpus.map(([value]) => value).filter(isOrdinaryValue);
const STRINGS = ordinary(CORPUS_STRINGS);
const SESSION_VALUES: readonly Json[] = [...STRINGS, ...ordinary(CORPUS_NUMBERS), true, false];
/** Rounds in which every key takes the next values. */
const ROUNDS = Math.ceil(SESSION_VALUES.length / KEYS.length);

/** Every ordinary value of the corpus under ordinary keys: what becomes of one of these breaks what the page states. */
export const ordinaryValues: Scenario = {
  id: "ordinary-values",
  title: "writes every ordinary value of the corpus under ordinary keys of both records, and updates them",
  cases: beyondQuick(1),
  steps: ({ tag }) => [
    open(tag),
    ...Array.from({ length: ROUNDS }, (_, round): Step[] => [
      send(tag, `round ${round}`, bothData(entries(SESSION_VALUES, round), entries(STRINGS, round))),
      observe(),
    ]).flat(),
  ],
};

/** The values of a round, one under each key; the last ones are sent again where there are no more. */
function entries(values: readonly Json[], round: number) {
  const first = Math.min(round * KEYS.length, values.length - KEYS.length);
  return objectOf(KEYS.map((key, index) => [key, values[first + index]!]));
}
