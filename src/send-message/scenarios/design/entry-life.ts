import type { Json } from "../../../json/json.ts";
import type { EntryRow } from "./conversations.ts";
import type { Draw } from "./draw.ts";
import { named } from "./factor.ts";
import { KEY_KINDS } from "./key-kinds.ts";
import { BEFORE_KINDS, VALUE_KINDS, type Value } from "./value-kinds.ts";

/** One write of one key, in the slot of a conversation that it is made in. Slot 0 is the creation of the session. */
export interface EntryWrite {
  readonly slot: number;
  readonly key: string;
  readonly value: Json;
}

/**
 * The writes of one row: when its key is written, and with what. `slots` are those that take data of its record, in
 * their order; `turn` spreads the rows of a conversation over them. Keys that the record has are passed over.
 */
export function writesOfRow(
  row: EntryRow,
  slots: readonly number[],
  turn: number,
  taken: Set<string>,
  draw: Draw,
): EntryWrite[] {
  const { members } = named(KEY_KINDS, row.key);
  const free = (member: (typeof members)[number]) => [member].flat().every((key) => !taken.has(key));
  const inTurn = members.map((_, index) => draw.pick(members, row.turns.key + index));
  const found = inTurn.find(free);
  if (found === undefined) return [];
  const keys: readonly string[] = [found].flat();
  for (const key of keys) taken.add(key);
  // Of twins, one is written while the other is there already: one that matches the other overwrites it then.
  return keys.flatMap((key, index) =>
    lifeOf(row, slots, turn + index, draw).map((each) => ({ ...each, key })),
  );
}

function lifeOf(
  row: EntryRow,
  slots: readonly number[],
  turn: number,
  draw: Draw,
): { slot: number; value: Json }[] {
  const value = named(VALUE_KINDS, row.value).make(draw.maker(row.turns.value));
  const sends = slots.filter((slot) => slot > 0);
  const at = (list: readonly number[]) => list[turn % list.length]!;
  switch (row.role) {
    case "given at creation":
      return [{ slot: 0, value }];
    case "left unsent":
      return [{ slot: sends[0]!, value }];
    case "added":
      return [{ slot: at(sends), value }];
    default: {
      const before = beforeOf(row, value, draw);
      const first = at(slots.slice(0, row.role === "updated again" ? -2 : -1));
      const second = at(
        slots.filter((slot) => slot > first).slice(0, row.role === "updated again" ? -1 : undefined),
      );
      const again = at(slots.filter((slot) => slot > second));
      return [
        { slot: first, value: before },
        { slot: second, value },
        ...(row.role === "updated again" ? [{ slot: again, value: before }] : []),
      ];
    }
  }
}

/** The value that is replaced: another one, or the update would be none. */
function beforeOf(row: EntryRow, value: Value, draw: Draw): Value {
  if (row.before === "near-equal") return named(VALUE_KINDS, row.value).near(value);
  const kind = draw.pick(named(BEFORE_KINDS, row.before).members, row.turns.key);
  const before = named(VALUE_KINDS, kind).make(draw.maker(row.turns.key));
  return before === value ? named(VALUE_KINDS, kind).near(value) : before;
}
