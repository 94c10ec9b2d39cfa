import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

/** One path segment of RFC 3986. */
const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/;

export const consumerSessionIdEncoded = defineConsumerRule({
  id: "consumer/session-id-encoded",
  basis: "implied",
  title: "the session id is one segment of the path, percent-encoded",
  quote: "https://api.open.cx/chat/sessions/{session_id}/send",
  otherwise: "it sent nothing",
  judge: everySend(({ rawSession }) =>
    rawSession === "" || (SEGMENT.test(rawSession) && decodes(rawSession))
      ? []
      : [{ expected: `one segment, such as ${encodeURIComponent(rawSession)}`, got: rawSession }],
  ),
});

function decodes(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return true;
  } catch {
    return false;
  }
}
