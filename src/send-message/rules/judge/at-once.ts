import type { Exchange } from "../../../http/exchange.ts";
import type { Json } from "../../../json/json.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { CRASHES } from "../../analysis/send-outcomes.ts";

const status = (exchange: Exchange) => exchange.response?.status ?? 0;
const isServerError = (exchange: Exchange) =>
  status(exchange) >= 500 && !exchange.response?.headers.some(([name]) => name === "retry-after");

/** The exchanges of each step that sends at the same time. */
function bursts(it: CaseAnalysis) {
  return it.case.steps.flatMap((step, index) => {
    if (step.do !== "together") return [];
    const own = it.case.exchanges.flatMap((exchange, at) =>
      exchange.step === index && exchange.operation === "sendMessage" ? [{ exchange, at }] : [],
    );
    return [own];
  });
}

/** No sends at the same time are answered 5xx every time, each of them being accepted when it is sent alone. */
export function noServerErrorAtOnce(it: CaseAnalysis): Judgement {
  const all = bursts(it);
  const violations = all.flatMap((own) => {
    const alone = own.filter(({ exchange }) => exchange.purpose === "alone");
    const sent = own.filter(({ exchange }) => exchange.purpose === "step" || exchange.purpose === "again");
    const failed = sent.filter(({ exchange }) => isServerError(exchange));
    const size = sent.filter(({ exchange }) => exchange.purpose === "step").length;
    const rounds = Array.from({ length: CRASHES }, (_, round) =>
      sent.slice(round * size, (round + 1) * size),
    );
    // A server error now and then says nothing about sends at the same time: each round must show one.
    const isEvidence =
      size > 0 &&
      rounds.every((round) => round.some(({ exchange }) => isServerError(exchange))) &&
      alone.length > 0 &&
      alone.every(({ exchange }) => Math.floor(status(exchange) / 100) === 2);
    if (!isEvidence) return [];
    return [
      {
        exchanges: [...failed.slice(0, 1), ...alone.slice(0, 1)].map(({ at }) => at),
        expected: "answers as to the same sends one by one: all of them 2xx",
        got: `${status(failed[0]!.exchange)} to ${failed.length} of ${sent.length} sends at the same time`,
      },
    ];
  });
  return all.length === 0 ? UNCONCERNED : { checked: all.length, violations };
}

/** The statuses by which sends are turned away only because others are under way: 409, 429, or 503 with Retry-After. */
export function turnedAwayAtOnce(it: CaseAnalysis): Judgement {
  const all = bursts(it).flat();
  const statuses = all
    .filter(({ exchange }) => exchange.purpose === "step")
    .map(({ exchange }) => ({ of: status(exchange), isServerError: isServerError(exchange) }))
    .filter((each) => [409, 429].includes(each.of) || (each.of === 503 && !each.isServerError))
    .map((each): Json => each.of);
  return all.length === 0
    ? UNCONCERNED
    : { checked: 1, violations: [], observed: [...new Set(statuses)].sort() };
}
