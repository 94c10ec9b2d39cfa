import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { type Entry, entriesOf } from "./entry.ts";

/** Whether an effect shows: in a whole call, or where it asks so, for one entry of its custom data. */
export type When = (call: Call, entry?: Entry) => boolean;

/** When an effect shows. */
export interface Trigger {
  readonly name: string;
  /** Triggers of one family differ in a number or a class only. */
  readonly family: Family;
  /** Ends the sentence of an effect. */
  readonly description: string;
  /**
   * It asks for keys or values out of the ordinary: that these are kept, or accepted at all, is implied where it is
   * stated of others.
   */
  readonly unusual?: true;
  /** It asks for keys that the record holds already: there a write that is lost leaves the older value. */
  readonly known?: true;
  /** Made anew for each provider, since it may remember what it saw. */
  start(behaviour: Behaviour): { readonly behaviour: Behaviour; readonly when: When };
}

export type Family =
  | "always"
  | "from-message"
  | "every-messages"
  | "sender"
  | "other-data"
  | "beside"
  | "key-count"
  | "second-session"
  | "after-rejection"
  | "key-class"
  | "ordinary-key-class"
  | "value-length"
  | "key-place"
  | "known-key"
  | "new-key";

type Described = Pick<Trigger, "name" | "family" | "description" | "unusual" | "known">;

/** A trigger that asks something of the call; where `entry` is given, it may ask for its record. */
export function onCall(described: Described, when: When): Trigger {
  return { ...described, start: (behaviour) => ({ behaviour, when }) };
}

/** A trigger that asks something of an entry; a whole call fits where one of its entries does. */
export function onEntry(described: Described, fits: (entry: Entry) => boolean): Trigger {
  return onCall(described, (call, entry) =>
    call.operation !== "sendMessage" ? false : entry ? fits(entry) : entriesOf(call).some(fits),
  );
}
