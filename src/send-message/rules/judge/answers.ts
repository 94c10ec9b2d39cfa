import type { Judgement, Violation } from "../../../judging/judgement.ts";
import type { Asked } from "../../analysis/asked.ts";
import type { Look } from "../../analysis/look.ts";
import { type Topic, topicOf } from "./topic.ts";
import { answerWords } from "./words.ts";

/**
 * Every valid send on these topics is accepted: answered with any 2xx. Of a pack that was refused, the part to blame
 * concerns the rule, and not the whole.
 */
export function accepted(topics: readonly Topic[], concerns = (ask: Asked) => !ask.explained) {
  return (it: Look): Judgement => {
    const asks = it.asks.filter(
      (ask) => ask.expectation.answer === "accept" && topics.includes(topicOf(ask.body)) && concerns(ask),
    );
    return judgeAnswers(it, asks, (ask) =>
      ask.answer === "accepted" ? undefined : "a 2xx answer: nothing in this request is against the page",
    );
  };
}

/**
 * Every send that must be refused for a reason `about` is not accepted: any 4xx will do. A server error accepts
 * nothing either; it breaks another rule.
 */
export function refused(about: (ask: Asked) => boolean, expected = "a 4xx answer") {
  return (it: Look): Judgement => {
    const asks = it.asks.filter((ask) => ask.expectation.answer === "refuse" && about(ask));
    return judgeAnswers(it, asks, (ask) => (ask.answer === "accepted" ? expected : undefined));
  };
}

/** Every send that must be refused for a reason `about` is refused with exactly this status. */
export function refusedWith(status: number, about: (ask: Asked) => boolean) {
  return (it: Look): Judgement => {
    const asks = it.asks.filter((ask) => ask.expectation.answer === "refuse" && about(ask));
    return judgeAnswers(it, asks, (ask) => {
      // What the page leaves open may be the reason for another 4xx.
      const isRight = ask.points.length > 0 ? ask.answer === "refused" : ask.status === status;
      return isRight ? undefined : `status ${status}`;
    });
  };
}

function judgeAnswers(
  it: Look,
  asks: readonly Asked[],
  wants: (ask: Asked) => string | undefined,
): Judgement {
  const decided = asks.filter((ask) => ask.answer !== "unknown");
  const violations: Violation[] = decided.flatMap((ask) => {
    const expected = wants(ask);
    return expected === undefined ? [] : [{ exchanges: ask.tries, expected, got: answerWords(it, ask) }];
  });
  const open = asks.find((ask) => ask.answer === "unknown");
  return {
    checked: decided.length,
    violations,
    ...(open === undefined ? {} : { undecided: `a send was answered ${answerWords(it, open)}` }),
  };
}

/** Selectors for what a refused send is about. */
export const about = {
  credential: (ask: Asked) => ask.expectation.answer === "refuse" && ask.expectation.because === "credential",
  scope: (ask: Asked) => ask.expectation.answer === "refuse" && ask.expectation.because === "scope",
  session: (ask: Asked) => ask.expectation.answer === "refuse" && ask.expectation.because === "session",
  value:
    (record: "session" | "contact", ...values: readonly string[]) =>
    (ask: Asked) =>
      ask.expectation.answer === "refuse" &&
      ask.expectation.because === "body" &&
      ask.expectation.flaw.kind === "value" &&
      ask.expectation.flaw.record === record &&
      values.includes(ask.expectation.flaw.value),
  shape:
    (...keywords: readonly string[]) =>
    (ask: Asked) =>
      ask.expectation.answer === "refuse" &&
      ask.expectation.because === "body" &&
      ask.expectation.flaw.kind === "shape" &&
      keywords.includes(ask.expectation.flaw.keyword),
  notJson: (ask: Asked) =>
    ask.expectation.answer === "refuse" &&
    ask.expectation.because === "body" &&
    ask.expectation.flaw.kind === "not-json",
};
