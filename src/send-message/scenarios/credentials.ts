import type { Step } from "../../evidence/step.ts";
import { REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { BOTH } from "../contract/records.ts";
import { always, type Scenario } from "./scenario.ts";
import { create, history, open, SESSION, send, settle, texts, textsFor } from "./steps.ts";

const WRONG = [...REFUSED_CREDENTIALS];
const READS = ["getSession", "listHistory"] as const;

export const wrongKeys: Scenario = {
  id: "wrong-keys",
  title:
    "sends with the key, without one, and with every kind of wrong one, and looks for what it left behind",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "with the right key", texts(tag, "right")),
    ...WRONG.map((credential, index) =>
      send(tag, `with the credential ${credential}`, texts(`refused ${tag}`, `w${index}`), { credential }),
    ),
    ...WRONG.map((credential, index) => {
      // What is sent without data needs a key, too.
      const record = [undefined, ...BOTH][index % 3];
      const data = record === undefined ? {} : textsFor(record, `refused ${tag}`, `v${index}`);
      return send(tag, `by the agent with the credential ${credential}`, data, {
        credential,
        sender: "agent",
      });
    }),
    settle(),
    history(),
  ],
};

export const readsWithoutKey: Scenario = {
  id: "reads-without-key",
  title: "reads a session and its history without a key and with a wrong one, and creates a session so",
  cases: always(1),
  steps: ({ tag }): Step[] => [
    open(tag),
    ...READS.map((operation): Step => ({ do: "read", operation, session: SESSION })),
    ...READS.flatMap((operation) =>
      (["none", "wrong"] as const).map(
        (credential): Step => ({ do: "read", operation, session: SESSION, credential }),
      ),
    ),
    ...(["none", "wrong"] as const).map(
      (credential): Step => ({ ...create(`made with ${credential}`), credential }),
    ),
    { do: "read", operation: "getSession", session: SESSION },
  ],
};

export const readOnlyKey: Scenario = {
  id: "read-only-key",
  title: "sends and reads with a valid key that lacks the scope for sending",
  cases: always(1),
  needs: "a read-only key",
  steps: ({ tag }): Step[] => {
    const credential = "read-only";
    return [
      open(tag),
      send(tag, "with a read-only key", texts(`refused ${tag}`, "scope"), { credential }),
      send(tag, "by the agent with a read-only key", textsFor("session", `refused ${tag}`, "scope"), {
        credential,
        sender: "agent",
      }),
      ...READS.map((operation): Step => ({ do: "read", operation, session: SESSION, credential })),
      send(tag, "with a read-only key that has read", textsFor("session", `refused ${tag}`, "later"), {
        credential,
      }),
      settle(),
      history(),
    ];
  },
};
