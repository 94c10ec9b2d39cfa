import { type Exchange, headerOf, isServerError, isSuccess } from "../../../http/exchange.ts";
import { inOrder, type Judgement, judgeEach, observe } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { CRASHES } from "../../analysis/send-outcomes.ts";

const status = (exchange: Exchange) => exchange.response?.status ?? 0;
const isCrash = (exchange: Exchange) =>
  isServerError(exchange.response?.status) && headerOf(exchange.response, "retry-after") === undefined;

/** The indices of the sends of each step that sends at the same time. */
function bursts(analysis: CaseAnalysis): number[][] {
  const { steps, exchanges } = analysis.case;
  return steps.flatMap((step, at) =>
    step.do === "together"
      ? [
          [...exchanges.keys()].filter((index) => {
            const exchange = analysis.exchange(index);
            return exchange.step === at && exchange.operation === "sendMessage";
          }),
        ]
      : [],
  );
}

/** No sends at the same time are answered 5xx every time, each of them being accepted when it is sent alone. */
export function noServerErrorAtOnce(analysis: CaseAnalysis): Judgement {
  return judgeEach(bursts(analysis), (burst) => {
    const sentFor = (...purposes: Exchange["purpose"][]) =>
      burst.filter((index) => purposes.includes(analysis.exchange(index).purpose));
    const failed = (indices: readonly number[]) =>
      indices.filter((index) => isCrash(analysis.exchange(index)));
    const sent = sentFor("step", "again");
    const alone = sentFor("alone");
    const size = sentFor("step").length;
    // A server error now and then says nothing about sends at the same time: each round must show one.
    const isEvidence =
      size > 0 &&
      Array.from({ length: CRASHES }, (_, round) => sent.slice(round * size, (round + 1) * size)).every(
        (round) => failed(round).length > 0,
      ) &&
      alone.length > 0 &&
      alone.every((index) => isSuccess(status(analysis.exchange(index))));
    if (!isEvidence) return undefined;
    const [first] = failed(sent) as [number];
    return {
      exchanges: [first, alone[0]!],
      expected: "answers as to the same sends one by one: all of them 2xx",
      got: `${status(analysis.exchange(first))} to ${failed(sent).length} of ${sent.length} sends at the same time`,
    };
  });
}

/** The statuses by which sends are turned away only because others are under way: 409, 429, or 503 with Retry-After. */
export function turnedAwayAtOnce(analysis: CaseAnalysis): Judgement {
  const all = bursts(analysis);
  const statuses = all
    .flat()
    .map((index) => analysis.exchange(index))
    .filter((each) => each.purpose === "step")
    .filter((each) => [409, 429].includes(status(each)) || (status(each) === 503 && !isCrash(each)))
    .map(status);
  return observe(all.flat().length === 0 ? undefined : inOrder(statuses));
}
