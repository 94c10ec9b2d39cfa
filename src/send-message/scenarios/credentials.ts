import type { Step } from "../../evidence/step.ts";
import { type Credential, REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { BOTH } from "../contract/records.ts";
import { always, type Scenario } from "./scenario.ts";
import { bothData, dataFor, history, observe, open, SESSION, send, settle } from "./steps.ts";

const WRONG: readonly Credential[] = [...REFUSED_CREDENTIALS];

export const wrongKeys: Scenario = {
  id: "wrong-keys",
  title:
    "sends with the key, without one, and with every kind of wrong one, and looks for what it left behind",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "with the right key",
      bothData({ opencx_right: `session ${tag}` }, { opencx_right: `contact ${tag}` }),
    ),
    ...WRONG.map((credential, index) =>
      send(
        tag,
        `with the credential ${credential}`,
        bothData({ [`opencx_w${index}`]: `refused ${tag}` }, { [`opencx_w${index}`]: `refused ${tag}` }),
        { credential },
      ),
    ),
    ...WRONG.map((credential, index) =>
      send(
        tag,
        `by the agent with the credential ${credential}`,
        dataFor(BOTH[index % 2]!, { [`opencx_v${index}`]: `refused ${tag}` }),
        { credential, sender: "agent" },
      ),
    ),
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
    ...(["getSession", "listHistory"] as const).map(
      (operation): Step => ({ do: "read", operation, session: SESSION }),
    ),
    ...(["getSession", "listHistory"] as const).flatMap((operation) =>
      (["none", "wrong"] as const).map(
        (credential): Step => ({ do: "read", operation, session: SESSION, credential }),
      ),
    ),
    ...(["none", "wrong"] as const).map(
      (credential): Step => ({
        do: "create-session",
        as: `made with ${credential}`,
        body: { channel: { type: "api" } },
        credential,
      }),
    ),
    { do: "read", operation: "getSession", session: SESSION },
  ],
};

export const readOnlyKey: Scenario = {
  id: "read-only-key",
  title: "sends and reads with a valid key that lacks the scope for sending",
  cases: always(1),
  needs: "a read-only key",
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "with a read-only key",
      bothData({ opencx_scope: `refused ${tag}` }, { opencx_scope: `refused ${tag}` }),
      { credential: "read-only" },
    ),
    send(tag, "by the agent with a read-only key", bothData({ opencx_scope: `refused ${tag}` }, {}), {
      credential: "read-only",
      sender: "agent",
    }),
    { do: "read", operation: "getSession", session: SESSION, credential: "read-only" },
    { do: "read", operation: "listHistory", session: SESSION, credential: "read-only" },
    send(tag, "with a read-only key that has read", bothData({ opencx_later: `refused ${tag}` }, {}), {
      credential: "read-only",
    }),
    settle(),
    history(),
  ],
};

/** Whether the word `bearer` may be in lower case: RFC 9110 says so, the page leaves it open. */
export const bearerCase: Scenario = {
  id: "bearer-case",
  title: "sends with the scheme in lower case",
  cases: always(1),
  steps: ({ tag }) => [
    open(tag),
    send(tag, "bearer in lower case", {}, { credential: "lower-case-scheme" }),
    observe(),
  ],
};
