import { createHash } from "node:crypto";

/** The password of the key store, which holds nothing secret. */
export const KEY_STORE_PASSWORD = "changeit";

/** A Java key store (JKS) of trusted certificates in DER, by {@link https://docs.oracle.com/javase/8/docs/technotes/guides/security/crypto/CryptoSpec.html}. */
export function javaKeyStore(certificates: readonly Buffer[]): Buffer {
  const entries = certificates.flatMap((der, index) => [
    int(2),
    text(`authority-${index}`),
    Buffer.alloc(8),
    text("X.509"),
    int(der.byteLength),
    der,
  ]);
  const content = Buffer.concat([int(0xfeedfeed), int(2), int(certificates.length), ...entries]);
  const password = Buffer.from(KEY_STORE_PASSWORD, "utf16le").swap16();
  const digest = createHash("sha1").update(password).update("Mighty Aphrodite").update(content).digest();
  return Buffer.concat([content, digest]);
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  // Its length in two bytes, and itself.
  return Buffer.concat([int(Buffer.byteLength(value)).subarray(2), Buffer.from(value)]);
}
