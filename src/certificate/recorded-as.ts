import { isDeepStrictEqual } from "node:util";
import { type Credential, type Keys, secretsOf, showCredential } from "../http/credentials.ts";
import type { RecordedRequest } from "../http/exchange.ts";
import { recordRequest } from "../http/record.ts";
import { redactor } from "../http/redact.ts";
import { type RequestSpec, requestFor } from "../running/conversation.ts";
import type { Contract } from "../send-message/contract/contract.ts";

/** Keys that stand in for those of the run, which a recording holds by name only. */
const STAND_INS: Keys = { valid: "Stand-in-for-the-key-0", readOnly: "Read-only-stand-in-1" };
/** What these look like is not compared: of a short key, a part or another form is not known for a secret. */
const ALTERED: ReadonlySet<Credential> = new Set<Credential>([
  "half",
  "longer",
  "last-changed",
  "other-case",
]);
const byName = redactor(secretsOf(STAND_INS));

/** Whether a request is what a spec puts on the wire, and then into the recording: method, path, headers and body. */
export function isRecordedAs(request: RecordedRequest, spec: RequestSpec, contract: Contract): boolean {
  const credential = spec.credential ?? "valid";
  const comparable = (it: RecordedRequest) => ({
    ...it,
    headers: it.headers.filter(([name]) => name !== "authorization" || !ALTERED.has(credential)),
  });
  const asked = requestFor(spec, contract, showCredential(credential, STAND_INS) ?? {});
  return isDeepStrictEqual(comparable(request), comparable(recordRequest(asked, byName)));
}
