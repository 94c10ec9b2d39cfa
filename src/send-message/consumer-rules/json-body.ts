import { isObject } from "../../json/json.ts";
import { show } from "../rules/judge/words.ts";
import { defineConsumerRule } from "./consumer-rule.ts";
import { everySend } from "./judge/every-send.ts";

export const consumerJsonBody = defineConsumerRule({
  id: "consumer/json-body",
  basis: "stated",
  title: "the body of a send is a JSON object in UTF-8",
  quote: "Body application/json",
  otherwise: "it sent nothing",
  judge: everySend(({ body, exchange: { request } }) => {
    if (request.method !== "POST") return undefined;
    if (isObject(body)) return [];
    const { encoding, data } = request.body ?? {};
    const got =
      encoding === undefined
        ? "no body"
        : encoding === "base64"
          ? "bytes that are not UTF-8"
          : body === undefined
            ? `text that is not JSON, or nested without end: ${show(data)}`
            : show(body);
    return [{ expected: "a JSON object", got }];
  }),
});
