import type { Contract } from "../../send-message/contract/contract.ts";
import type { StateMap } from "../../send-message/pact-states/resolve-state.ts";
import type { Finding } from "../finding.ts";
import type { Interaction, Pact } from "../interaction.ts";
import type { AddressedOperation } from "../operation-at.ts";

/** One interaction to be held against the document. */
export interface Subject {
  readonly pact: Pact;
  readonly interaction: Interaction;
  /** The operation of the document that it addresses, where it is one of ours. */
  readonly operation: AddressedOperation | undefined;
  readonly contract: Contract;
  readonly stateMap: StateMap;
}

/** A finding before its interaction is named; `place` is a JSON pointer into the pact. */
export interface Remark extends Omit<Finding, "interaction" | "pactPlace"> {
  readonly place: string;
}

/** Which statuses the consumer accepts: one, or some of a class. */
export interface ExpectedStatus {
  readonly accepts: (status: number) => boolean;
  /** The one status that it insists on. */
  readonly only: number | undefined;
}

/** What the consumer expects as status, by its example and its matching rule. */
export function expectedStatus({ response }: Interaction): ExpectedStatus {
  const rule = response.matchers.find(
    ({ target, status }) => target === "status" && status !== undefined,
  )?.status;
  if (Array.isArray(rule)) {
    return {
      accepts: (status) => rule.includes(status),
      only: rule.length === 1 ? Number(rule[0]) : undefined,
    };
  }
  const [least, most] = STATUS_CLASSES[String(rule)] ?? [response.status, response.status];
  return {
    accepts: (status) => status >= least && status <= most,
    only: least === most ? least : undefined,
  };
}

const STATUS_CLASSES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  information: [100, 199],
  success: [200, 299],
  redirect: [300, 399],
  clientError: [400, 499],
  serverError: [500, 599],
  nonError: [100, 399],
  error: [400, 599],
};
