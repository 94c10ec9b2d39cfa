import { REFUSED_CREDENTIALS } from "../../../http/credentials.ts";
import type { Judgement } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { show } from "./words.ts";

/** Texts shorter than this may stand in any answer by chance. */
const TELLING_LENGTH = 8;

/** No answer to a send without a valid key holds a value that was written to the session before, or its contact's address. */
export function noDataTold(it: CaseAnalysis): Judgement {
  const answers = it.case.exchanges.flatMap((exchange, index) =>
    exchange.operation === "sendMessage" &&
    REFUSED_CREDENTIALS.has(exchange.credential) &&
    exchange.response !== undefined
      ? [{ index, exchange, text: exchange.response.body?.data ?? "" }]
      : [],
  );
  return {
    checked: answers.length,
    violations: answers.flatMap(({ index, exchange, text }) => {
      const told = it.records.writes.find(
        (write) =>
          write.exchange < index &&
          write.fate === "accepted" &&
          typeof write.value === "string" &&
          write.value.length >= TELLING_LENGTH &&
          !(exchange.request.body?.data ?? "").includes(write.value) &&
          text.includes(write.value),
      );
      return told === undefined
        ? []
        : [
            {
              exchanges: [told.exchange, index],
              expected: "an answer without any data of the session",
              got: `${show(told.value)}, which the ${told.kind} holds under ${show(told.key)}`,
            },
          ];
    }),
  };
}
