import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonical } from "../json/canonical.ts";
import { isObject, type Json } from "../json/json.ts";
import { member } from "../json/member.ts";
import { keyId } from "./keys.ts";

/** The media type of in-toto statements. */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
/** Largest certificate that is read, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

const CERTIFICATE = "the certificate";
const NO_ENVELOPE = "it is not a certificate: it is not an envelope with one signature";

/** What an envelope that cannot be trusted is refused for. */
export class EnvelopeRefused extends Error {}

/** A statement in a DSSE envelope, signed with Ed25519: canonical JSON around canonical JSON, without a line end. */
export function seal(statement: Json, privateKey: KeyObject): string {
  const payload = Buffer.from(canonical(statement));
  return canonical({
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString("base64"),
    signatures: [
      {
        keyid: keyId(createPublicKey(privateKey)),
        sig: sign(null, preAuthEncoding(payload), privateKey).toString("base64"),
      },
    ],
  });
}

/**
 * The statement of an envelope, once its signature is found to be that of the key.
 * @throws EnvelopeRefused for anything that is not exactly what `seal` writes
 */
export function unseal(bytes: Uint8Array, publicKey: KeyObject): Json {
  const envelope = exactly(bytes, CERTIFICATE);
  const [signature, ...more] =
    isObject(envelope) && Array.isArray(envelope.signatures) ? envelope.signatures : [];
  if (!isObject(envelope) || !isObject(signature) || more.length > 0) throw new EnvelopeRefused(NO_ENVELOPE);
  if (
    String(Object.keys(envelope)) !== "payload,payloadType,signatures" ||
    String(Object.keys(signature)) !== "keyid,sig"
  )
    throw new EnvelopeRefused("the certificate has other members than its own");
  if (envelope.payloadType !== PAYLOAD_TYPE)
    throw new EnvelopeRefused("its payload is not an in-toto statement");
  if (signature.keyid !== keyId(publicKey)) throw new EnvelopeRefused("it was signed with another key");
  const payload = fromBase64(envelope.payload);
  if (!verify(null, preAuthEncoding(payload), publicKey, fromBase64(signature.sig)))
    throw new EnvelopeRefused("the signature does not hold");
  return exactly(payload, "the statement");
}

/** What is signed, by the DSSE protocol: lengths and type go in, so that nothing else has the same bytes. */
function preAuthEncoding(payload: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.byteLength} `),
    payload,
  ]);
}

function exactly(bytes: Uint8Array, what: string): Json {
  if (bytes.byteLength > MAX_BYTES) throw new EnvelopeRefused(`${what} is larger than ${MAX_BYTES} bytes`);
  let value: Json;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as Json;
    if (canonical(value) === text) return value;
  } catch {
    throw new EnvelopeRefused(`${what} is not JSON`);
  }
  // Another file, such as a report, was not changed: it never was one.
  if (what === CERTIFICATE && member(value, "payload") === undefined) throw new EnvelopeRefused(NO_ENVELOPE);
  throw new EnvelopeRefused(`${what} is not canonical JSON: a space, a line end or more was changed`);
}

function fromBase64(text: Json | undefined): Buffer {
  const bytes = Buffer.from(typeof text === "string" ? text : "", "base64");
  if (bytes.toString("base64") !== text) throw new EnvelopeRefused("its base64 is not canonical");
  return bytes;
}
