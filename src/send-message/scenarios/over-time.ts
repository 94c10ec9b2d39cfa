import { ALONG, type Along, joined } from "./design/along.ts";
import { named } from "./design/factor.ts";
import { sendBeside } from "./design/opening.ts";
import { beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  history,
  observe,
  observeUnaided,
  open,
  openAnother,
  SESSION,
  send,
  settle,
  texts,
  wait,
} from "./steps.ts";

/** Time in which work that was put off is done, in milliseconds. */
export const LATER_MS = 1200;

/** All at once for which a job may be begun: one that ends later may write back what it loaded first. */
const EVERYTHING: Along = {
  ...named(ALONG, "take-over"),
  members: (it) =>
    ["contact.name", "contact.avatar_url", "agent.name", "attachment by base64", "take-over"]
      .map((name) => named(ALONG, name).members(it))
      .reduce(joined),
};

/** Looks again after a while: jobs, queues and replicas may undo what was seen, or do what was refused. */
export const later: Scenario = {
  id: "later",
  title:
    "writes beside all that a job may be begun for, writes again, is refused, and looks at once and again after a while, also through a second session",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, SESSION, { person: "ann" }),
    openAnother(tag, "second", "ann"),
    sendBeside(
      EVERYTHING,
      tag,
      "first",
      // Strings alone, so that a refusal is about what stands beside them.
      bothData(
        { opencx_one: `session one ${tag}`, opencx_digits: "007" },
        { opencx_one: `contact one ${tag}` },
      ),
    ),
    send(
      tag,
      "second",
      bothData(
        {
          opencx_one: `session one later ${tag}`,
          opencx_two: `session two later ${tag}`,
          opencx_number: 12.5,
          opencx_flag: true,
        },
        { opencx_one: `contact one later ${tag}`, opencx_two: `contact two later ${tag}` },
      ),
    ),
    observe(),
    send(
      tag,
      "nested",
      bothData(
        { opencx_bad: { a: "b" }, opencx_sibling: `refused ${tag}` },
        { opencx_sibling: `refused too ${tag}` },
      ),
    ),
    send(
      tag,
      "nested contact by the agent",
      bothData({ opencx_other: `refused ${tag}` }, { opencx_fine: `refused ${tag}`, opencx_bad: { a: "b" } }),
      { sender: "agent" },
    ),
    send(tag, "with a wrong key", texts(`refused ${tag}`, "keyless"), { credential: "wrong" }),
    wait(LATER_MS),
    observeUnaided(),
    observeUnaided("second", ["contact"]),
    settle(),
    history(),
  ],
};

const SAID = [
  ["the same words", "contact"],
  ["the same words", "contact"],
  ["an echo", "contact"],
  ["an echo", "agent"],
] as const;

/** One text said again and again, each time another message: data, sender or session is not the same. */
export const sameText: Scenario = {
  id: "same-text",
  title: "sends one text repeatedly, with other data, by the other sender, and to another session",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => [
    open(tag, SESSION, { person: "ann" }),
    open(tag, "elsewhere", { person: "bob" }),
    ...SAID.map(([words, sender], index) => send(tag, words, texts(tag, `k${index}`), { sender })),
    // Word for word the first one: to another session it is no repetition.
    send(tag, "the same words", texts(tag, "k0"), { session: "elsewhere" }),
    observe(),
    observe("elsewhere"),
    // Each record gets what the other one holds.
    send(tag, "exchanged", bothData({ opencx_k0: `contact k0 ${tag}` }, { opencx_k1: `session k1 ${tag}` })),
    observe(),
    history(),
    history("elsewhere"),
  ],
};

/** Keys that a list would have, in a record that holds nothing else. */
export const listLikeKeys: Scenario = {
  id: "list-like-keys",
  title: "writes the keys 0 and 1 to records that hold nothing else",
  cases: beyondQuick(1),
  needs: "Create Session",
  steps: ({ tag }) => {
    const list = (record: string) => ({ 0: `${tag} ${record} 0`, 1: `${tag} ${record} 1` });
    return [
      openAnother(tag, SESSION, "ann"),
      send(tag, "list", bothData(list("session"), list("contact"))),
      observeUnaided(),
    ];
  },
};
