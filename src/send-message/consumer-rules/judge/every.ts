import type { Json } from "../../../json/json.ts";
import { valueAt } from "../../../json/pointer.ts";
import type { Breach } from "../../../judging/judgement.ts";
import { show } from "../../../judging/show.ts";
import { type BodyDefect, bodyDefectsOf } from "../../analysis/body-defects.ts";
import { pageContract } from "../../contract/page-contract.ts";
import type { ConsumerAnalysis, Run } from "../consumer-analysis.ts";
import type { ConsumerJudge } from "../consumer-rule.ts";

type Kind = "sends" | "requests" | "elsewhere";

/**
 * Holds each request of a kind against a demand, which tells all that breaks it; `undefined` where the request does
 * not concern it.
 */
export function every<K extends Kind>(
  kind: K,
  demand: (one: Run[K][number], analysis: ConsumerAnalysis) => readonly Breach[] | undefined,
): ConsumerJudge {
  return (run, analysis) => {
    const judged = (run[kind] as readonly Run[K][number][]).flatMap((one) => {
      const breaches = demand(one, analysis);
      return breaches === undefined ? [] : [{ exchanges: [one.index], breaches }];
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
  return every("sends", ({ body }) => {
    if (body === undefined || !isThere(body)) return undefined;
    return bodyDefectsOf(body, pageContract)
      .defects.filter((defect) => defect.kind === "shape")
      .filter(isMeant)
      .map(({ expected, place }) => ({
        expected: `${expected} at ${place || "the top"}`,
        got: show(valueAt(body, place) as Json | undefined),
      }));
  });
}
