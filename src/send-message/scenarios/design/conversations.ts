import { entryRows, requestRows } from "../../../../generated/design-rows.ts";
import { alongKind } from "./along.ts";
import { decodeRows, levelsOf, type Row, withTurns } from "./factor.ts";
import { keyKind } from "./key-kinds.ts";
import { entryFactors, requestFactors, takesContactData } from "./merge-factors.ts";
import { strongestFirst } from "./strongest-first.ts";

/** A row, and how many rows before it have the same kind of text. */
export type RequestRow = Row<"sender" | "text" | "along" | "turn" | "person"> & {
  readonly turns: { readonly text: number };
};
/** A row, and how many rows before it have the same kind of key, and of value. */
export type EntryRow = Row<"record" | "role" | "key" | "value" | "before"> & {
  readonly turns: { readonly key: number; readonly value: number };
};

/** Rows of both layers that are exercised in one conversation. */
export interface Conversation {
  readonly person: string;
  readonly requests: readonly RequestRow[];
  readonly entries: readonly EntryRow[];
}

/** Keys of ours in a record at most: some platforms limit the keys of a record for ever. */
const MAX_KEYS = 18;
/** Sends that a conversation has at least: a key that is updated again is written three times. */
const MIN_SENDS = 3;

/** All rows of the merge design, packed into few conversations. The same for every run. */
export function packConversations(
  requests: readonly RequestRow[],
  entries: readonly EntryRow[],
): Conversation[] {
  const conversations = byPerson(requests).map((rows) => ({
    person: rows[0]!.person,
    requests: rows,
    entries: [] as EntryRow[],
  }));
  const verified = requests.filter(takesContactData);
  for (const entry of entries) {
    const open = conversations
      .filter((each) => hasRoomFor(entry, each))
      .sort((a, b) => a.entries.length - b.entries.length)[0];
    if (open !== undefined) {
      open.entries.push(entry);
      continue;
    }
    // Rows of requests again, where there are more entries than the conversations take.
    const from = conversations.length * MIN_SENDS;
    const again = Array.from(
      { length: MIN_SENDS },
      (_, index) => verified[(from + index) % verified.length]!,
    );
    const person = again[0]!.person;
    conversations.push({
      person,
      requests: inOrder(again.map((row) => ({ ...row, person }))),
      entries: [entry],
    });
  }
  return conversations;
}

/** The rows of each person in groups: one row for the first turn in each, and one that may end it. */
function byPerson(requests: readonly RequestRow[]): RequestRow[][] {
  return [...Map.groupBy(requests, ({ person }) => person).values()].flatMap((rows) => {
    const enders = rows.filter(isLast);
    const firsts = rows.filter((row) => row.turn === "first" && !isLast(row));
    const count = Math.max(enders.length, firsts.length);
    const groups: RequestRow[][] = Array.from({ length: count }, () => []);
    for (const [index, row] of firsts.entries()) groups[index]!.push(row);
    for (const [index, row] of enders.entries()) groups[index]!.push(row);
    for (const row of rows.filter((each) => each.turn !== "first" && !isLast(each)))
      groups.sort((a, b) => a.length - b.length)[0]!.push(row);
    return groups.map(inOrder);
  });
}

const isLast = ({ along }: RequestRow) => alongKind.get(along)!.isLast === true;

/** The first turn first, what may move the session to another contact last. */
function inOrder(rows: readonly RequestRow[]): RequestRow[] {
  const rank = (row: RequestRow) => (isLast(row) ? 2 : row.turn === "first" ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function hasRoomFor(entry: EntryRow, { requests, entries }: Conversation): boolean {
  if (entry.record === "contact" && requests.filter(takesContactData).length < 2) return false;
  const own = entries.filter(({ record }) => record === entry.record);
  const size = (row: EntryRow) => (Array.isArray(keyKind.get(row.key)!.members[0]) ? 2 : 1);
  const keys = own.reduce((sum, each) => sum + size(each), 0) + size(entry);
  const ofKind = own.filter(({ key }) => key === entry.key).length;
  return keys <= MAX_KEYS && ofKind < keyKind.get(entry.key)!.members.length;
}

/** Conversations of a quick run. */
export const QUICK_MERGES = 5;

/** The conversations of the committed rows. */
export const mergeConversations: readonly Conversation[] = strongestFirst(
  packConversations(
    withTurns(decodeRows(requestFactors, requestRows), ["text"]),
    withTurns(decodeRows(entryFactors, entryRows), ["key", "value"]),
  ),
  QUICK_MERGES,
  ({ requests, entries }) => [...requests, ...entries].map(levelsOf),
);
