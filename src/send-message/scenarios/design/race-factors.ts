import { type Design, levels } from "./factor.ts";

/** Kinds of requests that meet. */
const KINDS = levels(
  ["session data", "reads, changes and writes the session"],
  ["contact data", "reads, changes and writes the contact"],
  ["both", "writes two records, one after the other"],
  ["no data", "a session that is saved as a whole, with what it held before"],
  ["take-over", "a session that is saved by another path"],
  ["agent with an attachment", "a session that is saved by other paths"],
  ["rejected", "a lock, a transaction or a part that is left behind"],
);

const RECORDS_OF: Readonly<Record<string, readonly string[]>> = {
  "session data": ["session"],
  "contact data": ["contact"],
  both: ["session", "contact"],
};

/** Two requests at the same time. */
export const raceFactors: Design<"one" | "other" | "where" | "keys" | "before"> = {
  id: "race",
  factors: {
    one: KINDS,
    other: KINDS,
    where: levels(
      ["one session", "both load a record before either saves it"],
      ["one session, 2 ms apart", "the other saves a record that the first has loaded"],
      ["two sessions", "one contact behind them, and requests that take each other's session"],
    ),
    keys: levels(
      ["other keys", "both must be there afterwards"],
      ["same key", "one of both values must be there afterwards"],
    ),
    before: [
      { name: "with data", reason: "records that hold something" },
      { name: "new", reason: "records that the first write creates", isCostly: true },
    ],
  },
  triples: [["one", "other", "where"]],
  exclusions: [
    {
      reason: "neither writes what could be lost",
      excludes: ({ one, other }) =>
        one !== undefined && other !== undefined && !(one in RECORDS_OF) && !(other in RECORDS_OF),
    },
    {
      reason: "they write to no common record",
      excludes: ({ one, other, where, keys }) =>
        keys === "same key" &&
        one !== undefined &&
        other !== undefined &&
        !(RECORDS_OF[one] ?? []).some(
          (record) =>
            (RECORDS_OF[other] ?? []).includes(record) && (where !== "two sessions" || record === "contact"),
        ),
    },
  ],
};
