import { isSuccess } from "../../../http/exchange.ts";
import { member } from "../../../json/member.ts";
import { inOrder, type Judgement, observe, observeEach } from "../../../judging/judgement.ts";
import { undocumented } from "../../../openapi/undocumented.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendOutcome } from "../../analysis/send-outcomes.ts";
import { pageContract } from "../../contract/page-contract.ts";
import { entriesIn } from "../../contract/records.ts";
import type { Judge } from "../rule.ts";
import { answersTo } from "./responses.ts";

type SendTest = (send: SendOutcome, analysis: CaseAnalysis) => boolean;

/** The statuses that these sends are answered with. */
export function statusOf(isMeant: SendTest): Judge {
  return (analysis) =>
    observeEach(
      analysis.sends.flatMap((send) =>
        isMeant(send, analysis) && send.status !== undefined && send.status < 500 && send.answer !== "unknown"
          ? [send.status]
          : [],
      ),
    );
}

/** What came of a send, in a word and a status; `undefined` where that is unknown. */
export function answerClass({ answer, status }: SendOutcome): string | undefined {
  if (answer === "unknown") return undefined;
  if (answer === "accepted") return "accepted";
  return answer === "crashed" ? "server error" : `refused with ${status}`;
}

/** What came of these sends. */
export function answerTo(isMeant: SendTest): Judge {
  return (analysis) =>
    observeEach(
      analysis.sends.filter((send) => isMeant(send, analysis)).flatMap((send) => answerClass(send) ?? []),
    );
}

/** What is answered to the send of an open point; the name of the point ends its step's text. */
export function answerToText(what: string): Judge {
  return answerTo(({ tries: [first] }, analysis) => {
    const { step: index, purpose } = analysis.exchange(first!);
    const step = analysis.case.steps[index];
    return (
      purpose === "step" &&
      step?.do === "send" &&
      JSON.stringify(step.body).includes(`${analysis.case.tag}: ${what}`)
    );
  });
}

/** What is answered to session data that holds one text alone, under such a key or with such a value. */
export function answerToEntry(isIt: (key: string, value: string) => boolean): Judge {
  return answerTo(({ body }) => {
    const [[key, value] = ["", undefined], ...more] = entriesIn(body, "session");
    return more.length === 0 && typeof value === "string" && isIt(key, value);
  });
}

/** What is answered to a body that is not UTF-8. */
export const answerToBytes = answerTo(
  ({ tries: [first] }, analysis) => analysis.exchange(first!).request.body?.encoding === "base64",
);

/** Members of accepted answers that the page does not show. */
export function extraMembers(analysis: CaseAnalysis): Judgement {
  const answers = answersTo(analysis, "sendMessage").filter(({ status }) => isSuccess(status));
  const extra = answers.flatMap(({ status, body }) =>
    undocumented(body ?? null, pageContract.responseSchema("sendMessage", status)!),
  );
  return observe(answers.length === 0 ? undefined : inOrder(extra));
}

/** Whether the message of an error is one string or a list of them. */
export function errorMessageForm(analysis: CaseAnalysis): Judgement {
  const errors = answersTo(analysis, "sendMessage").filter(({ status }) => status >= 400 && status < 500);
  return observeEach(
    errors.flatMap(({ body }) => {
      const message = member(body, "message");
      if (typeof message === "string") return ["a string"];
      return Array.isArray(message) ? ["a list"] : [];
    }),
  );
}
