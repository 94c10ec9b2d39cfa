import { headerOf } from "../../evidence/exchange.ts";
import { everyAnswer, isSuccess, saysJson } from "../judge/responses.ts";
import { defineRule } from "../rule.ts";

export const responseJson = defineRule({
  id: "response/json",
  basis: "stated",
  title: "an accepted send is answered with JSON",
  quote: '{\n  "success": true,',
  scenarios: ["merge", "messages", "senders", "long-conversation"],
  judge: everyAnswer(isSuccess, ({ body, exchange }) =>
    body === undefined || !saysJson(exchange)
      ? {
          expected: "a JSON body, and a content type that says so",
          got: `${body === undefined ? "no JSON" : "JSON"} as ${headerOf(exchange.response, "content-type") ?? "no content type"}`,
        }
      : undefined,
  ),
});
