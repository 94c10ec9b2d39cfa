import { togetherInCompany, togetherKeys } from "../scenarios/concurrent-sends.ts";
import { mergeDesign } from "../scenarios/design/merge-design.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { robustness } from "../scenarios/messages.ts";
import { hostile, lengths } from "../scenarios/odd-values.ts";
import { openRequests } from "../scenarios/open-points.ts";
import { dataNotValues } from "../scenarios/rejections.ts";
import { shapes } from "../scenarios/shapes.ts";
import { about, refused } from "./judge/answers.ts";
import { noServerErrorAtOnce } from "./judge/at-once.ts";
import { noServerError } from "./judge/server-errors.ts";
import { defineRule, type Rule } from "./rule.ts";

export const robustnessRules: readonly Rule[] = [
  defineRule({
    id: "robustness/no-server-error",
    basis: "implied",
    title: "no request is repeatedly answered with a server error or a broken connection",
    source: "good practice",
    sends: [
      mergeDesign,
      rejectionDesign,
      robustness,
      hostile,
      shapes,
      lengths,
      dataNotValues.session,
      dataNotValues.contact,
      openRequests,
    ],
    judge: noServerError,
  }),
  defineRule({
    id: "robustness/no-server-error-at-once",
    basis: "implied",
    title:
      "sends that are accepted one by one are not answered with server errors when they come at the same time",
    source: "good practice",
    sends: [togetherInCompany, togetherKeys.session, togetherKeys.contact, raceDesign],
    judge: noServerErrorAtOnce,
  }),
  defineRule({
    id: "robustness/unknown-session-refused",
    basis: "implied",
    title: "a send to a session that does not exist is refused with a 4xx",
    quote: "The unique identifier of the chat session",
    sends: [robustness],
    judge: refused(about.session),
  }),
];
