import { entryRows, requestRows } from "../../../../generated/design-rows.ts";
import { ALONG } from "./along.ts";
import { decodeRows, named, withTurns } from "./factor.ts";
import { inConversations } from "./in-conversations.ts";
import { KEY_KINDS } from "./key-kinds.ts";
import { entryFactors, requestFactors, takesContactData } from "./merge-factors.ts";
import { strongestFirst } from "./strongest-first.ts";

const requests = withTurns(decodeRows(requestFactors, requestRows), ["text"]);
const entries = withTurns(decodeRows(entryFactors, entryRows), ["key", "value"]);
export type RequestRow = (typeof requests)[number];
export type EntryRow = (typeof entries)[number];

/** Rows of both layers that are exercised in one conversation. */
export interface Conversation {
  readonly person: string;
  readonly requests: readonly RequestRow[];
  readonly entries: readonly EntryRow[];
}

/** Keys of ours in a record at most: some platforms limit the keys of a record for ever. */
const MAX_KEYS = 18;
/** Sends that take data, at least: a key that is updated again is written three times, at first when the session is created. */
const MIN_SENDS = 2;
/** Conversations of a quick run. */
export const QUICK_MERGES = 4;

/** Keys that an entry of a kind adds to its record: a member of some kinds is two. */
const SIZE = new Map(KEY_KINDS.map(({ name, members }) => [name, [members[0]!].flat().length]));

/** What may move the session to another contact, and comes last. */
export const mayMove = ({ along }: RequestRow) => named(ALONG, along).isLast === true;

/** All rows of the merge design, packed into few conversations. The same for every run. */
export const mergeConversations: readonly Conversation[] = strongestFirst(
  packed(),
  QUICK_MERGES,
  (conversation) => [...conversation.requests, ...conversation.entries],
);

function packed(): Conversation[] {
  const all = inConversations<RequestRow>(requests, {
    by: "person",
    isFirst: ({ turn }) => turn === "first",
    isLast: mayMove,
  }).map((own) => ({ person: own[0]!.person, requests: own, entries: [] as EntryRow[] }));
  const verified = requests.filter((row) => takesContactData(row) && row.turn !== "first");
  for (const entry of entries) {
    let open = all
      .filter((each) => hasRoomFor(entry, each))
      .reduce<(typeof all)[number] | undefined>(
        (least, each) => (least && least.entries.length <= each.entries.length ? least : each),
        undefined,
      );
    if (open === undefined) {
      // Rows of requests again, where there are more entries than the conversations take.
      const from = (all.length * MIN_SENDS) % (verified.length - MIN_SENDS);
      const again = verified.slice(from, from + MIN_SENDS);
      const { person } = again[0]!;
      open = { person, requests: again.map((row) => ({ ...row, person })), entries: [] };
      all.push(open);
    }
    open.entries.push(entry);
  }
  return all;
}

function hasRoomFor(entry: EntryRow, { requests: own, entries: held }: Conversation): boolean {
  if (own.length < MIN_SENDS) return false;
  if (entry.record === "contact" && own.filter(takesContactData).length < MIN_SENDS) return false;
  const ofRecord = held.filter(({ record }) => record === entry.record);
  const keys = ofRecord.reduce((sum, { key }) => sum + SIZE.get(key)!, SIZE.get(entry.key)!);
  const ofKind = ofRecord.filter(({ key }) => key === entry.key).length;
  return keys <= MAX_KEYS && ofKind < named(KEY_KINDS, entry.key).members.length;
}
