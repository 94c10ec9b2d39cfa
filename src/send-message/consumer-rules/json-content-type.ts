import { headerOf } from "../../http/exchange.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

export const consumerJsonContentType = defineConsumerRule({
  id: "consumer/json-content-type",
  basis: "stated",
  title: "a send names application/json as its content type",
  quote: "Body application/json",
  otherwise: "it sent no body",
  judge: everySend(({ exchange: { request } }) => {
    if (request.body === undefined) return undefined;
    const type = headerOf(request, "content-type");
    if (/^application\/json\s*(;|$)/i.test(type ?? "")) return [];
    return [{ expected: "Content-Type: application/json", got: type ?? "no content type" }];
  }),
});
