/** Sentences of the page that more than one area quotes. */
export const MERGE =
  "Both merge into any existing data, so you only need to send the keys you want to add or update.";
export const NESTED = "Nested objects are rejected with a 400.";

/** What the page says of each record: where its data goes, and of what types its values are. */
export const OF_RECORD = {
  session: {
    goes: "Merged into the chat session and returned by Get Session.",
    values: "Values can be strings, numbers, or booleans.",
  },
  contact: { goes: "Merged into the contact.", values: "Values are strings." },
} as const;
