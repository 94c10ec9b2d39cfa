import type { Step } from "../../evidence/step.ts";
import { messageText } from "./bodies.ts";
import { always, type Scenario } from "./scenario.ts";
import {
  bothData,
  contactData,
  history,
  observe,
  open,
  openLate,
  openReachable,
  send,
  sessionData,
  settle,
} from "./steps.ts";

/** The heart of the contract in one conversation: add, keep, update, in both records, and messages without data. */
export const merge: Scenario = {
  id: "merge",
  title: "adds, keeps and updates keys of both records over a few messages, the same keys in both",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    observe(),
    send(
      tag,
      "first",
      bothData(
        {
          opencx_kept: `session one ${tag}`,
          opencx_shared: `session two ${tag}`,
          opencx_count: 149.99,
          opencx_flag: true,
        },
        { opencx_kept: `contact one ${tag}`, opencx_shared: `contact two ${tag}` },
      ),
    ),
    observe(),
    send(tag, "nothing"),
    send(
      tag,
      "second",
      sessionData({ opencx_shared: `session three ${tag}`, opencx_new: `session four ${tag}` }),
    ),
    observe(),
    send(
      tag,
      "third",
      contactData({ opencx_shared: `contact three ${tag}`, opencx_new: `contact four ${tag}` }),
    ),
    observe(),
    history(),
  ],
};

/** Requests that must change nothing, in a new session and, each record's data by itself, in a late one. */
export const nothingChanges: Scenario = {
  id: "nothing-changes",
  title: "sends empty custom data, none at all, and the same data twice, together and for each record alone",
  cases: { ...always(2), quick: 1 },
  steps: ({ tag, number }) => {
    const ofSession = sessionData({ opencx_same: `session ${tag}`, opencx_number: 7, opencx_flag: true });
    const ofContact = contactData({ opencx_same: `contact ${tag}` });
    const both = { ...ofSession, ...ofContact };
    if (number > 0)
      return [
        ...openLate(tag),
        send(tag, "set", both),
        observe(),
        send(tag, "session data again", ofSession),
        settle(),
        send(tag, "contact data again", ofContact),
        settle(),
      ];
    return [
      open(tag),
      send(tag, "set", both),
      observe(),
      send(tag, "empty session data", sessionData({})),
      settle(),
      send(tag, "empty contact data", contactData({})),
      settle(),
      send(tag, "empty contact", { contact: {} }),
      settle(),
      send(tag, "set again", both),
      settle(),
    ];
  },
};

/** Both senders write, in turn. */
export const senders: Scenario = {
  id: "senders",
  title: "writes custom data as contact and as agent, in turn",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "by the agent",
      bothData({ opencx_agent: `session ${tag}` }, { opencx_agent: `contact ${tag}` }),
      {
        sender: "agent",
      },
    ),
    observe(),
    send(
      tag,
      "by the contact",
      bothData({ opencx_contact: `session ${tag}` }, { opencx_contact: `contact ${tag}` }),
    ),
    observe(),
    send(tag, "by the agent again", sessionData({ opencx_agent: `session, later ${tag}` }), {
      sender: "agent",
    }),
    settle(),
    history(),
  ],
};

/** One kind of data or attachment at a time, so that a refusal says what it is about. */
export const types: Scenario = {
  id: "types",
  title:
    "sends each type of value, unusual values under ordinary keys, and a small attachment, one a request",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "session strings",
      sessionData({ order_id: `ord ${tag}`, note: "", id: `id ${tag}`, length: `length ${tag}` }),
    ),
    send(tag, "session numbers", sessionData({ count: 3, price: 149.99, loss: -0.5 })),
    send(tag, "session booleans", sessionData({ vip: true, trial: false })),
    send(tag, "unusual session values", sessionData({ lines: `one\ntwo ${tag}`, markup: `<b>${tag}</b>` })),
    send(
      tag,
      "contact strings",
      contactData({ plan: `pro ${tag}`, note: "", id: `id ${tag}`, length: `length ${tag}` }),
    ),
    send(tag, "unusual contact values", contactData({ lines: `one\ntwo ${tag}`, markup: `<b>${tag}</b>` })),
    send(tag, "attachment", {
      message: {
        type: "text",
        text: messageText(tag, "a small attachment"),
        attachments: [{ name: "note.txt", base64: "bm90ZQ==", mime_type: "text/plain" }],
      },
    }),
    observe(),
  ],
};

/** Sends that name nothing of the contact but its data, each followed by a look at who the contact is. */
export const person: Scenario = {
  id: "person",
  title:
    "writes contact data alone, as the contact, as an agent with a name, and with a take-over, and looks at the contact",
  cases: always(1),
  steps: ({ tag }) => [
    openReachable(tag),
    observe(),
    ...(
      [
        ["contact", {}],
        ["agent", { agent: { name: "opencx-conformance agent" } }],
        ["agent", { should_take_over_session_from_ai: true }],
      ] as const
    ).flatMap(([sender, members], index): Step[] => [
      send(
        tag,
        `of the person ${index}`,
        { ...members, ...contactData({ [`opencx_k${index}`]: `contact ${index} ${tag}` }) },
        { sender },
      ),
      observe(),
    ]),
  ],
};
