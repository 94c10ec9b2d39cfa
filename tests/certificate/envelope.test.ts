import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "../../src/certificate/envelope.ts";
import { canonical } from "../../src/json/canonical.ts";
import type { Json } from "../../src/json/json.ts";
import { folder, keys } from "./recorded.ts";

/** Of the system: no package brings it. */
const OPENSSL = "openssl";

const statement = { _type: "https://in-toto.io/Statement/v1", predicate: { ä: ["\u0000", 1e21, -0] } };
const envelope = () => JSON.parse(seal(statement, keys.privateKey));

/** The envelope as @sigstore/verify, which shares no code with ours, takes it: signed with a key, in no public log. */
function verifyElsewhere({ payload, payloadType, signatures }: ReturnType<typeof envelope>): unknown {
  const bundle = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      content: { $case: "publicKey", publicKey: { hint: signatures[0].keyid } },
      tlogEntries: [],
      timestampVerificationData: undefined,
    },
    content: {
      $case: "dsseEnvelope",
      dsseEnvelope: {
        payload: Buffer.from(payload, "base64"),
        payloadType,
        signatures: [{ keyid: signatures[0].keyid, sig: Buffer.from(signatures[0].sig, "base64") }],
      },
    },
  } as unknown as Parameters<typeof toSignedEntity>[0];
  const nothing = {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    mediaType: "",
  };
  const trust = toTrustMaterial(nothing as never, () => ({
    publicKey: keys.publicKey,
    validFor: () => true,
  }));
  const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  return verifier.verify(toSignedEntity(bundle));
}

test("an independent implementation of DSSE accepts the signature", () => {
  expect(verifyElsewhere(envelope())).toMatchObject({ key: {} });
});

test("and refuses it over another payload or of another type", () => {
  const other = Buffer.from(canonical({ ...statement, more: 1 })).toString("base64");
  expect(() => verifyElsewhere({ ...envelope(), payload: other })).toThrow("signature verification failed");
  expect(() => verifyElsewhere({ ...envelope(), payloadType: "text/plain" })).toThrow(
    "signature verification failed",
  );
});

test("openssl accepts the signature over the bytes that the DSSE protocol names", () => {
  const { payload, payloadType, signatures } = envelope();
  const at = folder();
  const body = Buffer.from(payload, "base64");
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(at, name), content);
    return join(at, name);
  };
  const signed = write(
    "signed",
    Buffer.concat([
      Buffer.from(["DSSEv1", payloadType.length, payloadType, body.length, ""].join(" ")),
      body,
    ]),
  );
  const sig = write("sig", Buffer.from(signatures[0].sig, "base64"));
  const pub = write("pub", keys.publicKey.export({ type: "spki", format: "pem" }));
  const out = execFileSync(OPENSSL, [
    ...["pkeyutl", "-verify", "-rawin", "-pubin"],
    ...["-inkey", pub, "-sigfile", sig, "-in", signed],
  ]);
  expect(String(out)).toMatch(/Verified Successfully/);
});

test("gives the statement back as it was sealed", () => {
  expect(unseal(Buffer.from(seal(statement, keys.privateKey)), keys.publicKey)).toEqual({
    _type: statement._type,
    predicate: { ä: ["\u0000", 1e21, 0] },
  });
});

test.each([
  ["a report", JSON.stringify({ schema: "opencx-conformance/report/1" }, null, 2)],
  ["a list", "[]"],
])("says of %s that it is not a certificate, and not that one was changed", (_, text) => {
  expect(() => unseal(Buffer.from(text), keys.publicKey)).toThrow(/^it is not a certificate/);
});

test("an independent implementation of canonical JSON writes the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      expect(canonical(value as Json)).toBe(canonicalize(value));
    }),
  );
  const odd: Json = [
    1e21,
    -0,
    1e-7,
    0.1 + 0.2,
    JSON.parse('{"__proto__":1,"10":2,"9":3,"\u20ac":4,"\ud83d\ude00":5}'),
  ];
  expect(canonical(odd)).toBe(canonicalize(odd));
});
