import { STATUS_CODES } from "node:http";
import type { Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Apply } from "./effect.ts";
import { type Entry, entriesOf, type RecordKind } from "./entry.ts";

/** Answers this status to sends like this, before it looks at anything else in the body. */
export function refusing(status: number, fits: (call: Call) => boolean): Apply {
  return (behaviour, when) => ({
    ...behaviour,
    problems(call) {
      if (call.operation === "sendMessage" && fits(call) && when(call)) {
        throw new Refusal(status, STATUS_CODES[status] ?? "Refused");
      }
      return behaviour.problems(call);
    },
  });
}

/** The same to sends with an entry like this for one record. */
export function refusingEntries(status: number, record: RecordKind, fits: (entry: Entry) => boolean): Apply {
  return refusing(status, (call) => entriesOf(call, [record]).some(fits));
}
