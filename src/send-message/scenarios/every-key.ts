import type { RecordKind, Step } from "../../evidence/step.ts";
import { isOrdinaryKey } from "../analysis/ordinary.ts";
import { OWN_KEYS } from "../corpus/own-keys.ts";
import { ODD_KEYS } from "./design/key-kinds.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import { dataFor, observe, openSecond, rejected, send } from "./steps.ts";

/** Keys of a pack: fewer than any provider may refuse, beside what the session is created with. */
const PER_PACK = 19;
/** Every key that any case sends, once, ordinary ones first. */
const KEYS = [...new Set([...OWN_KEYS, ...ODD_KEYS.keys()])].sort(
  (one, other) => Number(isOrdinaryKey(other)) - Number(isOrdinaryKey(one)),
);

/** The designs try every kind of key; this tries every key of the list, in the roles that the page speaks of. */
export const everyKey: Scenario = {
  id: "every-key",
  title:
    "adds every key of the list to both records at once, leaves it unsent, and updates it in each alone, in the second session of a contact and behind a rejection",
  cases: beyondQuick(Math.ceil(KEYS.length / PER_PACK)),
  steps: ({ tag, number }): Step[] => {
    const keys = KEYS.slice(number * PER_PACK, (number + 1) * PER_PACK);
    const pack = (record: RecordKind, round: string) =>
      dataFor(
        record,
        Object.fromEntries(keys.map((key, index) => [key, `${record} ${index} ${round} ${tag}`])),
      );
    return [
      ...openSecond(tag),
      rejected(tag),
      send(tag, "all of them", { ...pack("session", "first"), ...pack("contact", "first") }),
      observe(),
      // Each leaves the keys of the other record unsent.
      send(tag, "all of the session anew", pack("session", "second")),
      send(tag, "all of the contact anew", pack("contact", "second"), { sender: "agent" }),
      observe(),
    ];
  },
};
