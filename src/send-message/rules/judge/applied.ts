import type { RecordKind } from "../../../evidence/step.ts";
import type { Credential } from "../../../http/credentials.ts";
import { isObject } from "../../../json/json.ts";
import type { Judge } from "../rule.ts";
import { history } from "./messages.ts";
import { absentFrom } from "./records.ts";

type CredentialTest = (credential: Credential) => boolean;

/** Nothing that a refused request carried ever appears in these records; nested objects have a rule of their own. */
export function nothingApplied(credentials: CredentialTest, records: readonly RecordKind[]): Judge {
  return both(
    ...records.map((record) =>
      absentFrom(record, "applied", (write, analysis) => {
        const { credential } = analysis.exchange(write.exchange);
        const isNested = isObject(write.value) && credential === "valid";
        return write.fate === "refused" && credentials(credential) && !isNested;
      }),
    ),
  );
}

/** A nested object that was rejected, or a part of it, never appears in the record. */
export function nestedApplied(record: RecordKind): Judge {
  return absentFrom(
    record,
    "applied",
    ({ fate, value, exchange }, analysis) =>
      fate === "refused" && isObject(value) && analysis.exchange(exchange).credential === "valid",
  );
}

/** The message of a refused request never appears in a history. */
export function noMessageApplied(credentials: CredentialTest): Judge {
  return history(
    ["applied"],
    ({ fate, exchange }, analysis) =>
      fate === "refused" && credentials(analysis.exchange(exchange).credential),
  );
}

/** Several judgements in one: everything that each of them checked and found. */
export function both(...judges: readonly Judge[]): Judge {
  return (analysis) => {
    const judgements = judges.map((judge) => judge(analysis));
    const undecided = judgements.find((judgement) => judgement.undecided !== undefined)?.undecided;
    return {
      checked: judgements.reduce((sum, judgement) => sum + judgement.checked, 0),
      violations: judgements.flatMap((judgement) => judgement.violations),
      ...(undecided === undefined ? {} : { undecided }),
    };
  };
}
