import type { SendStep } from "../evidence/step.ts";
import { type Credential, REFUSED_CREDENTIALS } from "../http/credentials.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { BOTH } from "../send-message/contract/records.ts";
import { dataFor, send } from "../send-message/scenarios/steps.ts";
import { brokenIn, differing, type Judgements, judgementsOf } from "./hypothetical-judgements.ts";

const TAG = "hypothetical";
const PLAIN = send(TAG, "plain");
const TO_UNKNOWN = send(
  TAG,
  "to an unknown session",
  {},
  { session: "=8a6e0804-2bd0-4672-b79d-d97027f9071a" },
);

/** Sends, each with the status that the page gives it, or that is good practice for it. */
const SENDS: readonly (readonly [SendStep, status: number])[] = [
  [PLAIN, 200],
  ...BOTH.map(
    (record) => [send(TAG, `nested ${record} data`, dataFor(record, { a: { b: "c" } })), 400] as const,
  ),
  [withKey("none"), 401],
  [withKey("read-only"), 403],
  [TO_UNKNOWN, 404],
];

/** The rules that tell one status of the operation under test from another one of its class. */
export function rulesAboutStatus(status: number, contract: Contract): string[] {
  const other = status < 300 ? (status === 202 ? 200 : 202) : 499;
  return SENDS.filter(([, usual]) => usual === status || (status < 300 && usual < 300)).flatMap(
    ([step, usual]) => differing(judged(step, usual, contract), judged(step, other, contract)),
  );
}

/** The rules that want a send without the right key to be refused. */
export function rulesAboutKeys(contract: Contract): string[] {
  return [...REFUSED_CREDENTIALS, "read-only" as const].flatMap((credential) =>
    brokenIn(judged(withKey(credential), 200, contract)),
  );
}

/** The rules that want a send to a session which does not exist to be refused. */
export function rulesAboutSessions(contract: Contract): string[] {
  return brokenIn(judged(TO_UNKNOWN, 200, contract));
}

/** The rules that want a plain send to be accepted. */
export function rulesAboutAcceptance(contract: Contract): string[] {
  return brokenIn(judged(PLAIN, 400, contract));
}

function withKey(credential: Credential): SendStep {
  return send(TAG, `with ${credential}`, {}, { credential });
}

function judged(step: SendStep, status: number, contract: Contract): Judgements {
  return judgementsOf({ tag: TAG, step, status }, contract);
}
