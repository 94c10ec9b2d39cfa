/** Sentences of the page that no rule quotes, each with the reason why not. */
export const uncoveredSentences: readonly (readonly [sentence: string, reason: string])[] = [
  ["Skip to main content", "a link of the web page"],
  ["Send a message", "the name of the operation"],
  [
    "Session-level custom data to merge into the chat session.",
    'says again what "Merged into the chat session and returned by Get Session." says',
  ],
  ["Use contact.custom_data for contact-level attributes.", "advice to consumers: no answer can break it"],
];
