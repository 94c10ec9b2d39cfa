import type { RecordKind } from "../../../evidence/step.ts";
import { isObject, type Json } from "../../../json/json.ts";
import { dataIn, RECORDS } from "../../contract/records.ts";
import { show } from "../../rules/judge/words.ts";
import { everySend } from "./every-send.ts";

/** Holds each value of one custom data object against what it must be. */
export function everyValue(record: RecordKind, expected: string, isWrong: (value: Json) => boolean) {
  const path = RECORDS[record].path.join(".");
  return everySend(({ body }) => {
    const data = dataIn(body, record);
    if (!isObject(data)) return undefined;
    return Object.entries(data)
      .filter(([, value]) => isWrong(value))
      .map(([key, value]) => ({ expected: `${expected} as the value of ${path}.${key}`, got: show(value) }));
  });
}
