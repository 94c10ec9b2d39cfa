import type { SendStep } from "../evidence/step.ts";
import { type Credential, REFUSED_CREDENTIALS } from "../http/credentials.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { send } from "../send-message/scenarios/steps.ts";
import { brokenIn, differing, type Judgements, judgementsOf } from "./judging.ts";

const TAG = "imagined";
const UNKNOWN = "=8a6e0804-2bd0-4672-b79d-d97027f9071a";
const NESTED = { nested: { deep: "yes" } };
const plain = send(TAG, "plain");

/** Sends, each with the status that the page gives it, or that is good practice for it. */
const SITUATIONS: readonly (readonly [SendStep, status: number])[] = [
  [plain, 200],
  [send(TAG, "nested session data", { custom_data: NESTED }), 400],
  [send(TAG, "nested contact data", { contact: { custom_data: NESTED } }), 400],
  [send(TAG, "without a key", {}, { credential: "none" }), 401],
  [send(TAG, "with a read-only key", {}, { credential: "read-only" }), 403],
  [send(TAG, "to an unknown session", {}, { session: UNKNOWN }), 404],
];

/** The rules that tell one status of the operation under test from another one of its class. */
export function rulesAboutStatus(status: number, contract: Contract): string[] {
  const other = status < 300 ? (status === 202 ? 200 : 202) : 499;
  const sends = SITUATIONS.filter(([, usual]) => usual === status || (status < 300 && usual < 300));
  return unique(
    sends.flatMap(([step, usual]) => differing(judged(step, usual, contract), judged(step, other, contract))),
  );
}

/** The rules that want a send without the right key to be refused. */
export function rulesAboutKeys(contract: Contract): string[] {
  const credentials: readonly Credential[] = [...REFUSED_CREDENTIALS, "read-only"];
  const sends = credentials.map((credential) => send(TAG, `with ${credential}`, {}, { credential }));
  return unique(sends.flatMap((step) => brokenIn(judged(step, 200, contract))));
}

/** The rules that want a send to a session which does not exist to be refused. */
export function rulesAboutSessions(contract: Contract): string[] {
  return brokenIn(judged(send(TAG, "to an unknown session", {}, { session: UNKNOWN }), 200, contract));
}

/** The rules that want a plain send to be accepted. */
export function rulesAboutAcceptance(contract: Contract): string[] {
  return brokenIn(judged(plain, 400, contract));
}

function judged(step: SendStep, status: number, contract: Contract): Judgements {
  return judgementsOf({ tag: TAG, step, status }, contract);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
