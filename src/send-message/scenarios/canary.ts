import { messageText } from "./bodies.ts";
import { always, type Scenario } from "./scenario.ts";
import { bothData, contactData, dataFor, history, observe, open, send, sessionData } from "./steps.ts";

/**
 * The heart of the contract in one session and few requests, for a schedule against a provider that matters. Its keys
 * are the same in every run, so that no workspace fills up with them.
 */
export const canary: Scenario = {
  id: "canary",
  title: "adds, keeps, updates and rejects keys of both records in one session, once with a wrong key",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "first",
      bothData(
        { opencx_kept: `session ${tag} kept`, opencx_text: "one", opencx_count: 149.99, opencx_flag: true },
        { opencx_kept: `contact ${tag} kept`, opencx_text: "one" },
      ),
    ),
    send(tag, "second", sessionData({ opencx_text: `session ${tag} two`, opencx_new: `session ${tag} new` })),
    send(tag, "third", contactData({ opencx_text: `contact ${tag} two`, opencx_new: `contact ${tag} new` })),
    send(tag, "nested session data", dataFor("session", { opencx_nested: { a: "b" } })),
    send(tag, "nested contact data", dataFor("contact", { opencx_nested: { a: "b" } })),
    send(tag, "with a wrong key", sessionData({ opencx_wrong: messageText(tag, "refused") }), {
      credential: "wrong",
    }),
    observe(),
    history(),
  ],
};
