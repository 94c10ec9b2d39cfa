import { always, type Scenario } from "./scenario.ts";
import { bothData, history, open, send, sessionData } from "./steps.ts";

/** What an external ticketing system is told: judged once a later message has arrived there. */
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
      sessionData({ [`${tag}secret1`]: `${tag} session value one`, [`${tag}secretnumber`]: 149.99 }),
    ),
    send(
      tag,
      "with both",
      bothData(
        { [`${tag}secret2`]: `${tag} session value two` },
        { [`${tag}contactfield`]: `${tag} contact value` },
      ),
      { sender: "agent" },
    ),
    send(tag, "with session data again", sessionData({ [`${tag}secret1`]: `${tag} session value three` })),
    send(tag, "a later message"),
    history(),
  ],
};
