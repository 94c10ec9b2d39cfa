import { isDeepStrictEqual } from "node:util";
import type { Credential } from "../http/credential.ts";
import { type Keys, secretsOf, showCredential } from "../http/credentials.ts";
import type { RecordedHeaders, RecordedRequest } from "../http/exchange.ts";
import { recordBody, recordHeaders } from "../http/record.ts";
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
  const { method, path, headers } = requestFor(spec, contract, showCredential(credential, STAND_INS) ?? {});
  const body = recordBody(spec.body, byName);
  const comparable = (pairs: RecordedHeaders) =>
    ALTERED.has(credential) ? pairs.filter(([name]) => name !== "authorization") : pairs;
  return (
    request.method === method &&
    request.path === byName(path) &&
    request.body?.encoding === body?.encoding &&
    request.body?.data === body?.data &&
    isDeepStrictEqual(comparable(request.headers), comparable(recordHeaders(headers, byName)))
  );
}
