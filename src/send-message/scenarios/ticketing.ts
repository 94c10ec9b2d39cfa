import { BESIDE, sendBeside } from "./design/opening.ts";
import { LATER_MS } from "./over-time.ts";
import { always, beyondQuick, type Scenario } from "./scenario.ts";
import {
  bothData,
  history,
  inTurn,
  keyInTurn,
  open,
  openSecond,
  rejected,
  send,
  sessionData,
  wait,
} from "./steps.ts";

/** Names that mean something to an external system. */
const NAMES = ["priority", "order_id", "subject", "status", "tags", "note"];

/** What reaches an external ticketing system: judged once a later message has arrived there. */
export const ticketing: Scenario = {
  id: "ticketing",
  title:
    "writes session data through several messages while the suite listens as the external ticketing system",
  cases: always(1),
  needs: "a ticketing sink",
  steps: ({ tag }) => [
    open(tag),
    send(
      tag,
      "with session data",
      sessionData({ opencx_secret1: `${tag} session value one`, opencx_flag: true, plain: numberOf(tag) }),
    ),
    send(
      tag,
      "with both",
      bothData(
        { opencx_secret2: `${tag} session value two` },
        { opencx_contactfield: `${tag} contact value` },
      ),
      { sender: "agent" },
    ),
    send(
      tag,
      "with names that are known",
      sessionData(Object.fromEntries(NAMES.map((name) => [name, `${tag} ${name}`]))),
    ),
    send(
      tag,
      "with updates",
      sessionData({ opencx_before: `${tag} session after`, opencx_secret1: `${tag} session value three` }),
    ),
    ...BESIDE.filter(({ reaches }) => reaches !== undefined).map((along, index) =>
      sendBeside(
        along,
        tag,
        `beside ${along.name}`,
        sessionData({ [`opencx_k${index}`]: `${tag} session beside ${along.name}` }),
      ),
    ),
    send(tag, "a later message"),
    history(),
  ],
};

/** Messages behind which every defect that begins with the n-th one, or shows at every n-th, has shown. */
const MANY = 25;

/** The same over many messages, and after a while: what is reported of a session may be put off. */
export const ticketingLater: Scenario = {
  id: "ticketing-later",
  title: `writes session data with ${MANY} messages, in the second session of a contact and behind a rejection, and listens for a while as the external ticketing system`,
  cases: beyondQuick(1),
  needs: "a ticketing sink",
  steps: ({ tag }) => [
    ...openSecond(tag),
    rejected(tag),
    ...Array.from({ length: MANY }, (_, index) =>
      send(
        tag,
        `with session data ${index}`,
        sessionData({ [keyInTurn(index)]: `${tag} session value ${index}` }),
        { sender: inTurn(index) },
      ),
    ),
    wait(LATER_MS),
    send(tag, "a later message"),
  ],
};

/** A number that is this case's own, and that nothing else is likely to be: seven digits and a fraction. */
function numberOf(tag: string): number {
  const digits = [...tag].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_000_000, 7);
  return 1_000_000 + digits + 0.375;
}
