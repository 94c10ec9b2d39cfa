import type { Design, Level } from "./factor.ts";

const level = (name: string, reason: string): Level => ({ name, reason });

/** Kinds of requests that meet. */
const KINDS = [
  level("session data", "reads, changes and writes the session"),
  level("contact data", "reads, changes and writes the contact"),
  level("both", "writes two records, one after the other"),
  level("no data", "a session that is saved as a whole, with what it held before"),
  level("take-over", "a session that is saved by another path"),
  level("agent with an attachment", "a session that is saved by other paths"),
  level("rejected", "a lock, a transaction or a part that is left behind"),
];

const RECORDS_OF: Readonly<Record<string, readonly string[]>> = {
  "session data": ["session"],
  "contact data": ["contact"],
  both: ["session", "contact"],
};

/** Two requests at the same time. */
export const raceFactors: Design<"one" | "other" | "where" | "keys" | "lead" | "before"> = {
  id: "race",
  factors: {
    one: KINDS,
    other: KINDS,
    where: [
      level("same session", "one record of each kind"),
      level("other session", "one contact behind two sessions"),
    ],
    keys: [
      level("other keys", "both must be there afterwards"),
      level("same key", "one of both values must be there afterwards"),
    ],
    lead: [
      level("together", "released at the same time"),
      level("2 ms", "the other begins while the first is read or written"),
      level("8 ms", "the other begins while a slow one is under way"),
    ],
    before: [
      level("with data", "records that hold something"),
      { ...level("new", "records that the first write creates"), isCostly: true as const },
    ],
  },
  triples: [["one", "other", "where"]],
  exclusions: [
    {
      reason: "they write to no common record",
      excludes: ({ one, other, where, keys }) =>
        keys === "same key" &&
        one !== undefined &&
        other !== undefined &&
        !(RECORDS_OF[one] ?? []).some(
          (record) =>
            (RECORDS_OF[other] ?? []).includes(record) && (where !== "other session" || record === "contact"),
        ),
    },
  ],
};
