import type { Look } from "../look.ts";
import type { Judgement } from "../rule.ts";
import { answerWords } from "./words.ts";

/** No request is answered with a server error three of three times while plain sends are accepted in between. */
export function noServerError(it: Look): Judgement {
  const answered = it.asks.filter((ask) => ask.status !== undefined);
  return {
    checked: answered.length,
    violations: answered
      .filter((ask) => ask.answer === "crashed")
      .map((ask) => ({
        exchanges: ask.tries,
        expected: "any answer but a server error, again and again",
        got: answerWords(it, ask),
      })),
  };
}
