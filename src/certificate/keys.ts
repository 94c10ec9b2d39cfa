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
 * Writes a new pair of Ed25519 keys in PEM to a folder, the private one readable by its owner only.
 * @throws UsageError where one of the files is there already, or cannot be written
 */
export function writeKeys(directory: string): {
  readonly key: string;
  readonly publicKey: string;
  readonly id: string;
} {
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

/** The private key of a PEM file. @throws UsageError if the file holds no Ed25519 private key */
export function readPrivateKey(file: string): KeyObject {
  return readKey(file, privateKeyOf, "private key", "give the .key file that `certificate keygen` wrote");
}

/** The public key of a PEM file. @throws UsageError if the file holds no Ed25519 public key, or holds the private one */
export function readPublicKey(file: string): KeyObject {
  return readKey(file, publicKeyOf, "public key", "give the .pub file that `certificate keygen` wrote");
}

function privateKeyOf(pem: Buffer): KeyObject {
  if (/-----BEGIN PUBLIC KEY-----/.test(pem.toString("latin1"))) throw new Error("it is a public key");
  return inPem(createPrivateKey, pem);
}

/** What the library says of a text that it cannot parse means nothing to a user. */
function inPem(parse: (pem: Buffer) => KeyObject, pem: Buffer): KeyObject {
  try {
    return parse(pem);
  } catch {
    throw new Error("it is not a key in PEM format, or it has a password");
  }
}

function publicKeyOf(pem: Buffer): KeyObject {
  // Node derives the public key from a private one without a word, and whoever verifies would not learn that it leaked.
  if (/-----BEGIN (?:\w+ )*PRIVATE KEY-----/.test(pem.toString("latin1")))
    throw new Error("it is a private key, which must stay with the issuer");
  return inPem(createPublicKey, pem);
}

function readKey(file: string, parse: (pem: Buffer) => KeyObject, what: string, hint: string): KeyObject {
  const pem = Buffer.from(readText(file, `the ${what}`));
  let key: KeyObject;
  try {
    key = parse(pem);
  } catch (error) {
    throw new UsageError(`${file} holds no ${what}: ${(error as Error).message}`, hint);
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw new UsageError(`the ${what} in ${file} is not of Ed25519`, hint);
  return key;
}
