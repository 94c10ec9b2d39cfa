import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

export const consumerMethod = defineConsumerRule({
  id: "consumer/method",
  basis: "stated",
  title: "a message is sent with POST",
  quote: "POST",
  otherwise: "it sent nothing",
  judge: everySend(({ exchange: { request } }) =>
    request.method === "POST" ? [] : [{ expected: "POST", got: request.method }],
  ),
});
