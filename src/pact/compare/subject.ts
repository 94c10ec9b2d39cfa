import type { Contract } from "../../send-message/contract/contract.ts";
import type { AddressedOperation } from "../../send-message/contract/operation-at.ts";
import type { StateMap } from "../../send-message/pact-states/resolve-state.ts";
import type { Interaction } from "../interaction.ts";

/** One interaction to be compared with the document. */
export interface Subject {
  readonly interaction: Interaction;
  /** The operation of the document that it addresses, where it is one of ours. */
  readonly operation: AddressedOperation | undefined;
  readonly contract: Contract;
  readonly stateMap: StateMap;
}

/** Which statuses the consumer accepts by its example and its matching rule, and the only one if it insists on one. */
export function expectedStatus({ response }: Interaction) {
  const rule = response.matchers.find(
    ({ target, status }) => target === "status" && status !== undefined,
  )?.status;
  if (Array.isArray(rule)) {
    const only = rule.length === 1 ? Number(rule[0]) : undefined;
    return { accepts: (status: number) => rule.includes(status), only };
  }
  const [least, most] = STATUS_CLASSES[String(rule)] ?? [response.status, response.status];
  return {
    accepts: (status: number) => status >= least && status <= most,
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
