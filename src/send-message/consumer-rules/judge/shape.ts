import type { Json } from "../../../json/json.ts";
import { pointerSegments, valueAt } from "../../../json/pointer.ts";
import { bodyDefectsOf } from "../../analysis/body-defects.ts";
import { show } from "../../rules/judge/words.ts";
import type { ConsumerAnalysis, Run } from "../consumer-analysis.ts";
import { everySend } from "./every-send.ts";

type ShapeTest = (place: readonly string[], keyword: string) => boolean;

/** What the document says against a send, where the test picks its place (segments) and keyword. */
export function shapeHolds(concerns: ShapeTest, isThere: (body: Json) => boolean = () => true) {
  return (run: Run, it: ConsumerAnalysis) =>
    everySend(({ body }) => {
      if (body === undefined || !isThere(body)) return undefined;
      return bodyDefectsOf(body, it.contract).defects.flatMap((defect) => {
        if (defect.kind !== "shape" || !concerns(pointerSegments(defect.place), defect.keyword)) return [];
        return [
          { expected: `${defect.expected} at ${defect.place || "the top"}`, got: gotAt(body, defect.place) },
        ];
      });
    })(run, it);
}

function gotAt(body: Json, place: string): string {
  return show(valueAt(body, place) as Json | undefined);
}
