import { jsonBody } from "../../http/exchange.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { survives } from "./judge/surviving.ts";

export const consumerBrokenJsonSurvived = defineConsumerRule({
  id: "consumer/broken-json-survived",
  basis: "implied",
  title: "an answer that is not whole JSON is survived, without a flood of the same message",
  source: "good practice",
  conditions: ["broken-json"],
  otherwise: "every answer was JSON",
  judge: survives(
    ({ exchange: { response } }) => response?.status === 200 && jsonBody(response) === undefined,
  ),
});
