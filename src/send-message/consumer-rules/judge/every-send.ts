import type { Json } from "../../../json/json.ts";
import { valueAt } from "../../../json/pointer.ts";
import type { Breach } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import { type BodyDefect, bodyDefectsOf } from "../../analysis/body-defects.ts";
import type { ConsumerAnalysis, Send } from "../consumer-analysis.ts";
import type { ConsumerJudge } from "../consumer-rule.ts";

/** Holds each send against a demand, which tells all that breaks it; `undefined` where the send does not concern it. */
export function everySend(
  demand: (send: Send, analysis: ConsumerAnalysis) => readonly Breach[] | undefined,
): ConsumerJudge {
  return ({ sends }, analysis) => {
    const judged = sends.flatMap((send) => {
      const breaches = demand(send, analysis);
      return breaches === undefined ? [] : [{ exchanges: [send.index], breaches }];
    });
    return {
      checked: judged.length,
      violations: judged.flatMap(({ exchanges, breaches }) => breaches.map((one) => ({ exchanges, ...one }))),
    };
  };
}

type ShapeDefect = Extract<BodyDefect, { readonly kind: "shape" }>;

/** The document has nothing like this against a send; only bodies with something to judge concern the rule. */
export function shapeHolds(
  isMeant: (defect: ShapeDefect) => boolean,
  isThere: (body: Json) => boolean = () => true,
): ConsumerJudge {
  return everySend(({ body }, { contract }) => {
    if (body === undefined || !isThere(body)) return undefined;
    return bodyDefectsOf(body, contract)
      .defects.filter((defect) => defect.kind === "shape")
      .filter(isMeant)
      .map(({ expected, place }) => ({
        expected: `${expected} at ${place || "the top"}`,
        got: show(valueAt(body, place) as Json | undefined),
      }));
  });
}
