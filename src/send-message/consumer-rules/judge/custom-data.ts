import type { RecordKind } from "../../../evidence/step.ts";
import { isObject, type Json } from "../../../json/json.ts";
import { member } from "../../analysis/facts.ts";
import { show } from "../../rules/judge/words.ts";
import { everySend } from "./every-send.ts";

const PATHS: Readonly<Record<RecordKind, readonly string[]>> = {
  session: ["custom_data"],
  contact: ["contact", "custom_data"],
};

/** The entries of a custom data object of a body; `undefined` where there is none. */
export function customData(body: Json | undefined, record: RecordKind): [string, Json][] | undefined {
  const data = member(body, ...PATHS[record]);
  return isObject(data) ? Object.entries(data) : undefined;
}

/** Holds each value of one custom data object against what it must be. */
export function everyValue(record: RecordKind, expected: string, isWrong: (value: Json) => boolean) {
  return everySend(({ body }) =>
    customData(body, record)?.flatMap(([key, value]) =>
      isWrong(value)
        ? [
            {
              expected: `${expected} as the value of ${PATHS[record].join(".")}.${key}`,
              got: show(value),
            },
          ]
        : [],
    ),
  );
}

/** An object as a value, or inside an array that is one. */
export function isNested(value: Json): boolean {
  return isObject(value) || (Array.isArray(value) && value.some(isNested));
}
