/** Kinds of faults that were first reported from outside: which published faults are of it, and since when they are caught. */
export interface ReportedKind {
  readonly kind: string;
  readonly names: RegExp;
  /** ISO date. */
  readonly since: string;
}

const since = (date: string, ...kinds: readonly (readonly [kind: string, names: RegExp])[]): ReportedKind[] =>
  kinds.map(([kind, names]) => ({ kind, names, since: date }));

export const REPORTED_KINDS: readonly ReportedKind[] = since(
  "2026-11-26",
  ["the update of an odd key is ignored", /-data-first-value-kept--.*-keys$/],
  ["the update of an odd key is written elsewhere", /-updates-written-elsewhere/],
  ["the update of an odd key is refused, though it was accepted at first", /^refuses-updates-of-unusual/],
  ["odd keys are dropped", /-data-dropped--.*-keys$/],
  [
    "odd keys are decoded, cut or trimmed",
    /-keys-(percent-decoded|pointer-decoded|html-unescaped|plus-decoded|cut-at-\D|.*-trimmed|.*-removed|unquoted)/,
  ],
  ["keys are matched as a pattern, by their beginning or by their end", /-keys-matched-/],
  ["values are compared loosely, so that an update is lost", /-updates-compared-/],
  [
    "addresses, telephone numbers and long digits are masked in values",
    /-strings-(addresses|phones|long-digits)-masked/,
  ],
  [
    "texts are rewritten: links, Markdown, mentions, emoticons, quotations",
    /^message-texts-(with|cut-at-[qs])/,
  ],
  ["messages that look like commands or quotations are swallowed", /^messages-that-/],
  ["keys beyond a limit are lost instead of refused", /-data-(bounded|full)-at-/],
  [
    "contact data alone empties the contact's name, e-mail address or phone number",
    /-emptied-by-contact-data$/,
  ],
  ["an agent's name is saved as the contact's", /^agent-name-saved/],
  ["a rejected request changes the contact's name", /^contact-name-saved-when-rejected/],
  ["a nested object is accepted beside another member", /-nested-accepted--beside-/],
  [
    "a nested object is accepted under an odd key, or when it is sent again",
    /-nested-accepted-(-.*-keys$|when-repeated)/,
  ],
  ["a request without data saves a stale record", /-saved-by-messages-without/],
  ["attachments by base64 are refused", /^refuses-attachments-by-base64/],
  ["an agent's message is shown as the contact's", /^agents-messages-shown/],
  [
    "server errors to deep JSON, long ids and sends at the same time",
    /^crashes-on-(deep|long-session|sends-at-once)/,
  ],
  ["an unverified session hides what is known of the contact", /^contact-data-hidden-by-unverified/],
  [
    "one text again, or elsewhere, is taken for a repetition",
    /^messages-of-one-text-(and|elsewhere)|-with-a-repeated-text/,
  ],
  ["later pages of a history show other sessions", /^history-with-later-pages/],
  [
    "what a read saw while a write was under way is shown until the next write",
    /-data-cached-beside-a-write$/,
  ],
  ["a nested object is accepted under the name of a structure", /-nested-accepted-under-structures$/],
  ["a request is taken for that of another session", /^requests-to-another-session/],
  ["contact data goes when another member of the contact is sent alone", /^contact-data-emptied-beside-/],
  ["a text is split into a list", /-strings-split-at-commas$/],
  ["letters of Latin-1 are replaced", /-strings-icelandic-replaced$/],
  ["somebody else's data is shown in place of none", /-in-place-of-none$/],
  ["data is dropped that the other record has already", /-data-dropped-when-the-other-has-it$/],
  ["two records or histories are one, and no case meets both", /-by-slot$/],
  ["a long conversation meets a server error", /^crashes-on-messages-beyond-/],
);
