import { isServerError } from "../../http/exchange.ts";
import type { Judgement } from "../../judging/judgement.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { togetherInCompany } from "../scenarios/concurrent-sends.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { robustness } from "../scenarios/messages.ts";
import { everyValue, lengths } from "../scenarios/odd-values.ts";
import { openRequests } from "../scenarios/open-points.ts";
import { dataNotValues } from "../scenarios/rejections.ts";
import { shapes } from "../scenarios/shapes.ts";
import { longConversation } from "../scenarios/updates.ts";
import { about, answerWords, refused } from "./judge/answers.ts";
import { noServerErrorAtOnce } from "./judge/at-once.ts";
import { stuckReads } from "./judge/responses.ts";
import type { Rule } from "./rule.ts";

export const robustnessRules: readonly Rule[] = [
  {
    id: "robustness/no-server-error",
    basis: "implied",
    title: "no request is repeatedly answered with a server error or a broken connection",
    source: "good practice",
    sends: [
      mergeDesign,
      rejectionDesign,
      robustness,
      everyValue,
      shapes,
      lengths,
      dataNotValues,
      openRequests,
      longConversation,
    ],
    judge: noServerError,
  },
  {
    id: "robustness/no-server-error-at-once",
    basis: "implied",
    title:
      "sends that are accepted one by one are not answered with server errors when they come at the same time",
    source: "good practice",
    sends: [togetherInCompany, raceDesign],
    judge: noServerErrorAtOnce,
  },
  {
    id: "robustness/unknown-session-refused",
    basis: "implied",
    title: "a send to a session that does not exist is refused with a 4xx",
    quote: "The unique identifier of the chat session",
    sends: [robustness],
    judge: refused(about.session),
  },
];

/** No request is answered with a server error at every try while sends are accepted in between. */
function noServerError(analysis: CaseAnalysis): Judgement {
  const answered = analysis.sends.filter((send) => send.status !== undefined);
  const reads = stuckReads(analysis, ({ response }) => isServerError(response?.status));
  const expected = "no repeated server errors";
  const violations = [
    ...answered
      .filter(({ answer }) => answer === "crashed")
      .map((send) => ({ exchanges: send.tries, expected, got: answerWords(analysis, send) })),
    ...reads.map((exchanges) => {
      const { response } = analysis.exchange(exchanges.at(-1)!);
      return { exchanges, expected, got: `${response?.status} for every read` };
    }),
  ];
  return { checked: answered.length + reads.length, violations };
}
