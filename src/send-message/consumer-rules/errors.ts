import { jsonBody } from "../../http/exchange.ts";
import { type Run, statusOf, tries } from "./consumer-analysis.ts";
import { wentOn } from "./consumer-case.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { endingOf, wellRuns } from "./judge/like-happy.ts";
import { notHammeredAfter, notRepeatedAfter } from "./judge/repeating.ts";
import { survives } from "./judge/surviving.ts";
import { waitsAfter } from "./judge/waiting.ts";
import { isWithheld } from "./judge/withheld.ts";

// What a consumer does where something goes wrong.

export const consumerEndsWell = defineConsumerRule({
  id: "consumer/ends-well",
  basis: "implied",
  title: "where every send is accepted, the program ends with exit code 0 or goes on running",
  source: "good practice",
  conditions: ["happy"],
  otherwise: "not everything that it sent was accepted, or the sandbox withheld something from it",
  judge: (run) => {
    const { sends, program } = run;
    const well = sends.length > 0 && sends.every((send) => Math.floor((statusOf(send) ?? 0) / 100) === 2);
    if (!well || isWithheld(run)) return { checked: 0, violations: [] };
    if (program.exit === 0 || wentOn(program)) return { checked: 1, violations: [] };
    return {
      checked: 1,
      violations: [
        {
          exchanges: [sends.at(-1)!.index],
          expected: "exit code 0: every send was accepted",
          got: program.uncaught ?? endingOf(run) ?? "unknown",
        },
      ],
    };
  },
});

export const consumerErrorsNoticed = defineConsumerRule({
  id: "consumer/errors-noticed",
  basis: "implied",
  title: "an error is not taken for success: the program ends differently, sends differently, or says so",
  source: "good practice",
  conditions: ["bad-request", "unauthorized", "forbidden", "server-error"],
  otherwise:
    "every message was accepted in the end, or not everything was when all was well, or the sandbox withheld something",
  judge: (run, it) => {
    const failed = tries(run.sends).filter((group) => (statusOf(group.at(-1)!) ?? 0) >= 400);
    const happy = wellRuns(it);
    if (failed.length === 0 || happy.length === 0 || isWithheld(run)) return { checked: 0, violations: [] };
    if (isNoticed(run, happy)) return { checked: failed.length, violations: [] };
    const last = failed[0]!.at(-1)!;
    return {
      checked: failed.length,
      violations: [
        {
          exchanges: [last.index],
          expected: `something other than when all is well, after ${statusOf(last)}: another exit code, another course, or other lines of output`,
          got: `the same: ${run.program.stopped === undefined ? `exit code ${run.program.exit}` : "it went on"}, as many sends, the same lines of output`,
        },
      ],
    };
  },
});

function isNoticed(run: Run, happy: readonly Run[]): boolean {
  return happy.every(
    ({ program, sends }) =>
      wentOn(program) !== wentOn(run.program) ||
      (!wentOn(program) && program.exit !== run.program.exit) ||
      sends.length !== run.sends.length ||
      program.errorLines < run.program.errorLines ||
      saysOther(run, happy),
  );
}

/** Lines are compared by the numbers in them only where happy runs agree in these; where they agree in nothing, lines prove nothing. */
function saysOther({ program: { output } }: Run, happy: readonly Run[]): boolean {
  if (output === undefined) return false;
  const usual = (["exact", "masked"] as const).find(
    (detail) => new Set(happy.map(({ program }) => program.output?.[detail])).size === 1,
  );
  return usual === undefined || happy[0]!.program.output?.[usual] !== output[usual];
}

export const consumerRejectedNotRepeated = defineConsumerRule({
  id: "consumer/rejected-not-repeated",
  basis: "implied",
  title: "a body that was answered 400 is not sent again",
  source: "good practice",
  conditions: ["bad-request", "happy", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 400",
  judge: notRepeatedAfter([400, 422]),
});

export const consumerUnauthorizedNotHammered = defineConsumerRule({
  id: "consumer/unauthorized-not-hammered",
  basis: "implied",
  title: "a message that is answered 401 is not sent repeatedly",
  source: "good practice",
  conditions: ["unauthorized", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 401",
  judge: notHammeredAfter(401),
});

export const consumerForbiddenNotHammered = defineConsumerRule({
  id: "consumer/forbidden-not-hammered",
  basis: "implied",
  title: "a message that is answered 403 is not sent repeatedly",
  source: "good practice",
  conditions: ["forbidden", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 403",
  judge: notHammeredAfter(403),
});

export const consumerRateLimitWaitedFor = defineConsumerRule({
  id: "consumer/rate-limit-waited-for",
  basis: "implied",
  title: "after 429 nothing is sent until Retry-After has passed",
  source: "good practice",
  conditions: ["rate-limited", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 429 with Retry-After",
  judge: waitsAfter(429),
});

export const consumerUnavailabilityWaitedFor = defineConsumerRule({
  id: "consumer/unavailability-waited-for",
  basis: "implied",
  title: "after 503 nothing is sent until Retry-After has passed",
  source: "good practice",
  conditions: ["unavailable", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 503 with Retry-After",
  judge: waitsAfter(503),
});

export const consumerServerErrorsSurvived = defineConsumerRule({
  id: "consumer/server-errors-survived",
  basis: "implied",
  title: "a server error is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["server-error", "listened", "recorded"],
  otherwise: "nothing that it sent was answered 500",
  judge: survives((send) => statusOf(send) === 500),
});

export const consumerResetsSurvived = defineConsumerRule({
  id: "consumer/resets-survived",
  basis: "implied",
  title: "a connection that breaks is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["reset", "listened", "recorded"],
  otherwise: "no connection broke while it sent",
  judge: survives(({ exchange }) => exchange.error?.kind === "reset"),
});

export const consumerTimeoutsSurvived = defineConsumerRule({
  id: "consumer/timeouts-survived",
  basis: "implied",
  title: "an answer that does not come is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["timeout", "listened", "recorded"],
  otherwise: "everything that it sent was answered",
  judge: survives(({ exchange }) => exchange.error?.kind === "timeout"),
});

export const consumerBrokenJsonSurvived = defineConsumerRule({
  id: "consumer/broken-json-survived",
  basis: "implied",
  title: "an answer that is not whole JSON is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["broken-json"],
  otherwise: "every answer was JSON",
  judge: survives(
    ({ exchange: { response } }) => response?.status === 200 && jsonBody(response) === undefined,
  ),
});
