import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendOutcome } from "../../analysis/send-outcomes.ts";
import { type Topic, topicOf } from "./topic.ts";
import { answerWords } from "./words.ts";

/**
 * Every valid send on these topics is accepted: answered with any 2xx. Of a pack that was refused, the part to blame
 * concerns the rule, and not the whole.
 */
export function accepted(topics: readonly Topic[], concerns = (send: SendOutcome) => !send.explained) {
  return (it: CaseAnalysis): Judgement => {
    const sends = it.sends.filter(
      (send) => send.expectation.answer === "accept" && topics.includes(topicOf(send.body)) && concerns(send),
    );
    return judgeAnswers(it, sends, (send) =>
      send.answer === "accepted" ? undefined : "a 2xx answer: nothing in this request is against the page",
    );
  };
}

/**
 * Every send that must be refused for a reason `about` is not accepted: any 4xx will do. A server error accepts
 * nothing either; it breaks another rule.
 */
export function refused(about: (send: SendOutcome) => boolean, expected = "a 4xx answer") {
  return (it: CaseAnalysis): Judgement => {
    const sends = it.sends.filter((send) => send.expectation.answer === "refuse" && about(send));
    return judgeAnswers(it, sends, (send) => (send.answer === "accepted" ? expected : undefined));
  };
}

/** Every send that must be refused for a reason `about` is refused with exactly this status. */
export function refusedWith(status: number, about: (send: SendOutcome) => boolean) {
  return (it: CaseAnalysis): Judgement => {
    const sends = it.sends.filter((send) => send.expectation.answer === "refuse" && about(send));
    return judgeAnswers(it, sends, (send) => {
      // What the page leaves open may be the reason for another 4xx.
      const isRight = send.points.length > 0 ? send.answer === "refused" : send.status === status;
      return isRight ? undefined : `status ${status}`;
    });
  };
}

function judgeAnswers(
  it: CaseAnalysis,
  sends: readonly SendOutcome[],
  wants: (send: SendOutcome) => string | undefined,
): Judgement {
  const decided = sends.filter((send) => send.answer !== "unknown");
  const violations: Violation[] = decided.flatMap((send) => {
    const expected = wants(send);
    return expected === undefined ? [] : [{ exchanges: send.tries, expected, got: answerWords(it, send) }];
  });
  const open = sends.find((send) => send.answer === "unknown");
  return {
    checked: decided.length,
    violations,
    ...(open === undefined ? {} : { undecided: `a send was answered ${answerWords(it, open)}` }),
  };
}

/** Selectors for what a refused send is about. */
export const about = {
  credential: (send: SendOutcome) =>
    send.expectation.answer === "refuse" && send.expectation.because === "credential",
  scope: (send: SendOutcome) => send.expectation.answer === "refuse" && send.expectation.because === "scope",
  session: (send: SendOutcome) =>
    send.expectation.answer === "refuse" && send.expectation.because === "session",
  value:
    (record: "session" | "contact", ...values: readonly string[]) =>
    (send: SendOutcome) =>
      send.expectation.answer === "refuse" &&
      send.expectation.because === "body" &&
      send.expectation.defect.kind === "value" &&
      send.expectation.defect.record === record &&
      values.includes(send.expectation.defect.value),
  shape:
    (...keywords: readonly string[]) =>
    (send: SendOutcome) =>
      send.expectation.answer === "refuse" &&
      send.expectation.because === "body" &&
      send.expectation.defect.kind === "shape" &&
      keywords.includes(send.expectation.defect.keyword),
  notJson: (send: SendOutcome) =>
    send.expectation.answer === "refuse" &&
    send.expectation.because === "body" &&
    send.expectation.defect.kind === "not-json",
};
