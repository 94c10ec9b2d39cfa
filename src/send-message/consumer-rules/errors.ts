import { jsonBody } from "../../http/exchange.ts";
import { judgeEach, UNCONCERNED } from "../../judging/judgement.ts";
import type { Run } from "./consumer-analysis.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { notHammeredAfter, notRepeatedAfter, survives, waitsAfter } from "./judge/after-errors.ts";
import { isWithheld, wellRuns, wentOn } from "./runs.ts";
import { statusOf, tries } from "./sends.ts";

type Practice = Omit<ConsumerRule, "basis" | "source">;

const refusals = [
  ["consumer/unauthorized-not-hammered", "unauthorized", 401],
  ["consumer/forbidden-not-hammered", "forbidden", 403],
] as const;

const waits = [
  ["consumer/rate-limit-waited-for", "rate-limited", 429],
  ["consumer/unavailability-waited-for", "unavailable", 503],
] as const;

const practices: readonly Practice[] = [
  {
    id: "consumer/rejected-not-repeated",
    title: "a body that was answered 400 is not sent again",
    conditions: ["bad-request", "happy", "listened", "recorded"],
    notApplicable: "nothing that it sent was answered 400",
    judge: notRepeatedAfter(400, 422),
  },
  ...refusals.map(
    ([id, condition, status]): Practice => ({
      id,
      title: `a message that is answered ${status} is not sent repeatedly`,
      conditions: [condition, "listened", "recorded"],
      notApplicable: `nothing that it sent was answered ${status}`,
      judge: notHammeredAfter(status),
    }),
  ),
  ...waits.map(
    ([id, condition, status]): Practice => ({
      id,
      title: `after ${status} nothing is sent until Retry-After has passed`,
      conditions: [condition, "listened", "recorded"],
      notApplicable: `nothing that it sent was answered ${status} with Retry-After`,
      judge: waitsAfter(status),
    }),
  ),
  {
    id: "consumer/server-errors-survived",
    title: "a server error is survived, whatever its body is, without a flood of the same message",
    conditions: ["server-error", "bad-gateway", "listened", "recorded"],
    notApplicable: "nothing that it sent was answered 500 or 502",
    judge: survives((send) => [500, 502].includes(statusOf(send) ?? 0)),
  },
  {
    id: "consumer/resets-survived",
    title: "a connection that breaks is survived, without a flood of the same message",
    conditions: ["reset", "listened", "recorded"],
    notApplicable: "no connection broke while it sent",
    judge: survives(({ error }) => error?.kind === "reset"),
  },
  {
    id: "consumer/timeouts-survived",
    title: "an answer that does not come is survived, without a flood of the same message",
    conditions: ["timeout", "listened", "recorded"],
    notApplicable: "everything that it sent was answered",
    judge: survives(({ error }) => error?.kind === "timeout"),
  },
  {
    id: "consumer/broken-json-survived",
    title: "an answer that is not whole JSON is survived, without a flood of the same message",
    conditions: ["broken-json"],
    notApplicable: "every answer was JSON",
    judge: survives(({ response }) => response?.status === 200 && jsonBody(response) === undefined),
  },
  {
    id: "consumer/errors-noticed",
    title: "an error is not taken for success: the program ends differently, sends differently, or says so",
    conditions: ["bad-request", "unauthorized", "forbidden", "server-error", "bad-gateway"],
    notApplicable:
      "every message was accepted in the end, or not everything was when all was well, or the sandbox withheld something",
    judge: (run, analysis) => {
      const failed = tries(run.sends).flatMap((group) =>
        (statusOf(group.at(-1)!) ?? 0) >= 400 ? [group.at(-1)!] : [],
      );
      const happy = wellRuns(analysis);
      if (happy.length === 0 || isWithheld(run)) return UNCONCERNED;
      const isSilent = !isNoticed(run, happy);
      return judgeEach(failed, (last) =>
        isSilent && last === failed[0]
          ? {
              exchanges: [last.index],
              expected: `something other than when all is well, after ${statusOf(last)}: another exit code, another course, other requests, or other lines of output`,
              got: `the same: ${run.program.stopped === undefined ? `exit code ${run.program.exit}` : "it went on"}, as many sends, the same lines of output`,
            }
          : undefined,
      );
    },
  },
];

/** What a consumer does where something goes wrong. */
export const errorRules: readonly ConsumerRule[] = practices.map((rule) => ({
  ...rule,
  basis: "implied",
  source: "good practice",
}));

function isNoticed(run: Run, happy: readonly Run[]): boolean {
  return happy.every(
    ({ program, sends }) =>
      wentOn(program) !== wentOn(run.program) ||
      (!wentOn(program) && program.exit !== run.program.exit) ||
      sends.length !== run.sends.length ||
      program.errorLines < run.program.errorLines ||
      saysOther(run, happy) ||
      asksForOther(run, happy),
  );
}

/** What a program asks for where a message did not arrive, such as a human to take over, and never when all is well. */
function asksForOther(run: Run, happy: readonly Run[]): boolean {
  const kindsOf = ({ requests, elsewhere }: Run) => [
    ...requests.map(({ operation }) => operation),
    ...elsewhere.map(({ origin, request }) => `${request.method} ${origin}`),
  ];
  const usual = new Set(happy.flatMap(kindsOf));
  return kindsOf(run).some((kind) => !usual.has(kind));
}

/** Lines are compared by the numbers in them only where happy runs agree in these; where they agree in nothing, lines prove nothing. */
function saysOther({ program: { output } }: Run, happy: readonly Run[]): boolean {
  if (output === undefined) return false;
  const usual = (["exact", "masked"] as const).find(
    (detail) => new Set(happy.map(({ program }) => program.output?.[detail])).size === 1,
  );
  return usual === undefined || happy[0]!.program.output?.[usual] !== output[usual];
}
