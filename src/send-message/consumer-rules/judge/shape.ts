import type { Json } from "../../../json/json.ts";
import { pointerSegments, valueAt } from "../../../json/pointer.ts";
import { flawsOf } from "../../analysis/flaws.ts";
import { show } from "../../rules/judge/words.ts";
import type { ConsumerLook, Run } from "../consumer-look.ts";
import { everySend } from "./every-send.ts";

type ShapeTest = (place: readonly string[], keyword: string) => boolean;

/** What the document says against a send, where the test picks its place (segments) and keyword. */
export function shapeHolds(concerns: ShapeTest, isThere: (body: Json) => boolean = () => true) {
  return (run: Run, it: ConsumerLook) =>
    everySend(({ body }) => {
      if (body === undefined || !isThere(body)) return undefined;
      return flawsOf(body, it.contract).flaws.flatMap((flaw) => {
        if (flaw.kind !== "shape" || !concerns(pointerSegments(flaw.place), flaw.keyword)) return [];
        return [{ expected: `${flaw.expected} at ${flaw.place || "the top"}`, got: gotAt(body, flaw.place) }];
      });
    })(run, it);
}

function gotAt(body: Json, place: string): string {
  return show(valueAt(body, place) as Json | undefined);
}
