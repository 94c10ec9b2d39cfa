import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileProblem } from "../file-problem.ts";
import { makeFolder } from "../make-folder.ts";
import { readText } from "../read-text.ts";
import { UsageError } from "../usage-error.ts";

/** The file names of a new pair of keys. */
const KEY_FILE = "opencx-conformance.key";
const PUBLIC_KEY_FILE = "opencx-conformance.pub";

/** SHA-256 (hex) of the public key, by which an envelope names it. */
export function keyId(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/**
 * Writes a new pair of Ed25519 keys in PEM to a folder, the private one readable by its owner only: both files, and the key id.
 * @throws UsageError where one of the files is there already, or cannot be written
 */
export function writeKeys(directory: string) {
  const pair = generateKeyPairSync("ed25519");
  const key = join(directory, KEY_FILE);
  const publicKey = join(directory, PUBLIC_KEY_FILE);
  const written: string[] = [];
  try {
    makeFolder(directory);
    // A key that exists is never written over: what it signed could not be verified any more.
    writeFileSync(publicKey, pair.publicKey.export({ type: "spki", format: "pem" }), { flag: "wx" });
    written.push(publicKey);
    writeFileSync(key, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { flag: "wx", mode: 0o600 });
  } catch (error) {
    for (const file of written) rmSync(file);
    throw new UsageError(
      `cannot write the keys: ${fileProblem(error)}`,
      "name a folder with --out that you may write to, and that holds no keys yet",
    );
  }
  return { key, publicKey, id: keyId(pair.publicKey) };
}

/** How each key of a pair is read, and what is wrong with a file that holds the other one. */
const KINDS = {
  private: {
    parse: createPrivateKey,
    other: /-----BEGIN PUBLIC KEY-----/,
    wrong: "it is a public key",
    hint: "give the .key file that `certificate keygen` wrote",
  },
  public: {
    parse: createPublicKey,
    // Node derives the public key from a private one without a word, and whoever verifies would not learn that it leaked.
    other: /-----BEGIN (?:\w+ )*PRIVATE KEY-----/,
    wrong: "it is a private key, which must stay with the issuer",
    hint: "give the .pub file that `certificate keygen` wrote",
  },
};

/** A key of a PEM file. @throws UsageError if the file holds no such Ed25519 key, or holds the private one where the public is meant */
export function readKey(file: string, kind: keyof typeof KINDS): KeyObject {
  const { parse, other, wrong, hint } = KINDS[kind];
  const pem = readText(file, `the ${kind} key`);
  const refusal = (why: string) => new UsageError(`${file} holds no ${kind} key: ${why}`, hint);
  if (other.test(pem)) throw refusal(wrong);
  let key: KeyObject;
  try {
    key = parse(pem);
  } catch {
    // What the library says of a text that it cannot parse means nothing to a user.
    throw refusal("it is not a key in PEM format, or it has a password");
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new UsageError(`the ${kind} key in ${file} is not of Ed25519`, hint);
}
