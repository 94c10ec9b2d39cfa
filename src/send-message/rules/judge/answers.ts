import type { RecordKind } from "../../../evidence/step.ts";
import { judgeEach } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import type { BodyDefect } from "../../analysis/body-defects.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { UNUSUAL_KEY } from "../../analysis/open-points.ts";
import { isOrdinaryKey, isOrdinaryValue } from "../../analysis/ordinary.ts";
import { cameToNothing, type SendOutcome } from "../../analysis/send-outcomes.ts";
import { BOTH, dataIn, entriesIn, type WrongValue } from "../../contract/records.ts";
import type { Judge } from "../rule.ts";
import { type Topic, topicOf } from "./topic.ts";
import { isSent } from "./writes.ts";

type SendTest = (send: SendOutcome) => boolean;

/**
 * Every valid send on these topics is accepted: answered with any 2xx. Of a pack that was refused, the part to blame
 * concerns the rule, and not the whole.
 */
export function accepted(
  topics: readonly Topic[],
  concerns: SendTest = ({ explained }) => !explained,
): Judge {
  return everySend(
    (send) => send.expectation.answer === "accept" && topics.includes(topicOf(send.body)) && concerns(send),
    ({ answer }) => answer === "accepted",
    "a 2xx answer: nothing in this request is against the page",
  );
}

/**
 * Every send that must be refused for a reason `about` is not accepted: any 4xx will do. A server error accepts
 * nothing either; it breaks another rule.
 */
export function refused(about: SendTest): Judge {
  return everySend(
    (send) => send.expectation.answer === "refuse" && about(send),
    ({ answer }) => answer !== "accepted",
    "a 4xx answer",
  );
}

/** Every send that must be refused for a reason `about` is refused with exactly this status. */
export function refusedWith(status: number, about: SendTest): Judge {
  return everySend(
    (send) => send.expectation.answer === "refuse" && about(send),
    // What the page leaves open may be the reason for another 4xx.
    (send) => (send.points.length > 0 ? send.answer === "refused" : send.status === status),
    `status ${status}`,
    // Whether the request behind a redirect was accepted is unknown; that its own status is another one is not.
    (send) => send.answer !== "unknown" || (send.points.length === 0 && isRedirected(send)),
  );
}

const isRedirected: SendTest = ({ status = 0 }) => status >= 300 && status < 400;

function everySend(
  concerns: SendTest,
  isRight: SendTest,
  expected: string,
  isDecided: SendTest = ({ answer }) => answer !== "unknown",
): Judge {
  return (analysis) => {
    const sends = analysis.sends.filter(concerns);
    const open = sends.find((send) => !isDecided(send));
    return judgeEach(
      sends.filter(isDecided),
      (send) =>
        isRight(send) ? undefined : { exchanges: send.tries, expected, got: answerWords(analysis, send) },
      open && `a send was answered ${answerWords(analysis, open)}`,
    );
  };
}

/** What a provider answered to a send: "400", "500, 4 of 4 times", "no answer (timeout)". */
export function answerWords(analysis: CaseAnalysis, { answer, status, tries }: SendOutcome): string {
  if (answer === "crashed") return `${status}, ${tries.length} of ${tries.length} times`;
  if (status !== undefined) return String(status);
  return `no answer (${analysis.exchange(tries.at(-1)!).error?.kind ?? "unknown"})`;
}

/** An unusual key that was accepted once is not refused when it is sent again alone, as valid as before. */
export function updatesRefused(record: RecordKind): Judge {
  return (analysis) => {
    const { writes } = analysis.records;
    const isUnusual = (key: string) => !isOrdinaryKey(key);
    const refused = analysis.sends.flatMap((send) => {
      const [entry, ...more] = entriesIn(send.body, record);
      const isAlone =
        more.length === 0 && BOTH.every((each) => each === record || dataIn(send.body, each) === undefined);
      const isValid =
        send.expectation.answer !== "refuse" && send.points.every((point) => point === UNUSUAL_KEY);
      if (entry === undefined || !isAlone || !isValid || !cameToNothing(send)) return [];
      const [key, value] = entry;
      // A refusal for its value is another matter.
      if (!isUnusual(key) || !isOrdinaryValue(value)) return [];
      const index = send.tries[0]!;
      const session = analysis.facts.sends.find(({ exchange }) => exchange === index)?.session;
      const first = writes.find(
        (write) =>
          write.kind === record &&
          write.key === key &&
          write.through === session &&
          isSent(write, analysis) &&
          write.endedMs <= analysis.exchange(index).startedMs,
      );
      return first === undefined ? [] : [{ send, key, first }];
    });
    const judgement = judgeEach(refused, ({ send, key, first }) => ({
      exchanges: [first.exchange, ...send.tries],
      expected: `a 2xx answer: ${show(key)} was accepted before`,
      got: `it was refused with ${send.status}`,
    }));
    return {
      ...judgement,
      checked: writes.some((write) => write.kind === record && isUnusual(write.key)) ? 1 : 0,
    };
  };
}

const isFor =
  (reason: "credential" | "scope" | "session"): SendTest =>
  ({ expectation }) =>
    expectation.answer === "refuse" && expectation.because === reason;

/** What is wrong with the body of a send, if it must be refused for that alone. */
export function defectOf({ expectation }: SendOutcome): BodyDefect | undefined {
  return expectation.answer === "refuse" && expectation.because === "body" ? expectation.defect : undefined;
}

/** Selectors for what a refused send is about. */
export const about = {
  credential: isFor("credential"),
  scope: isFor("scope"),
  session: isFor("session"),
  value:
    (record: RecordKind, value: WrongValue): SendTest =>
    (send) => {
      const defect = defectOf(send);
      return defect?.kind === "value" && defect.record === record && defect.value === value;
    },
  shape:
    (...keywords: readonly string[]): SendTest =>
    (send) => {
      const defect = defectOf(send);
      return defect?.kind === "shape" && keywords.includes(defect.keyword);
    },
  notJson: (send: SendOutcome): boolean => defectOf(send)?.kind === "not-json",
};
