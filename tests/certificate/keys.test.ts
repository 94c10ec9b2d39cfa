import { generateKeyPairSync } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seal, unseal } from "../../src/certificate/envelope.ts";
import { readKey, writeKeys } from "../../src/certificate/keys.ts";
import { canonical } from "../../src/json/canonical.ts";
import { UsageError } from "../../src/usage-error.ts";
import { folder } from "./recorded.ts";

test("a new pair signs and verifies, and its private half is for its owner only", () => {
  const { key, publicKey } = writeKeys(join(folder(), "new", "folder"));
  const sealed = seal({ a: 1 }, readKey(key, "private"));
  expect(canonical(unseal(Buffer.from(sealed), readKey(publicKey, "public")))).toBe('{"a":1}');
  expect(statSync(key).mode & 0o777).toBe(0o600);
});

test.each(["opencx-conformance.key", "opencx-conformance.pub"])("never writes over %s", (name) => {
  const at = folder();
  writeFileSync(join(at, name), "precious");
  expect(() => writeKeys(at)).toThrow(UsageError);
  expect(readdirSync(at)).toEqual([name]);
  expect(readFileSync(join(at, name), "utf8")).toBe("precious");
});

test("says of a file that it holds no key, or one of another kind", () => {
  const at = folder();
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(at, "rsa"), rsa.privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(at, "none"), "hello");
  expect(() => readKey(join(at, "rsa"), "private")).toThrow(/not of Ed25519/);
  expect(() => readKey(join(at, "none"), "public")).toThrow(/holds no public key/);
  const { key, publicKey } = writeKeys(at);
  for (const kind of ["public", "private"] as const)
    expect(() => readKey(join(at, "none"), kind)).toThrow(
      /holds no \w+ key: it is not a key in PEM format, or it has/,
    );
  expect(() => readKey(publicKey, "private")).toThrow(/holds no private key: it is a public key/);
  expect(readKey(key, "private").type).toBe("private");
  expect(() => readKey(join(at, "absent"), "public")).toThrow(/cannot read the public key .*: no such file/);
});

test("refuses the private key where the public one is asked for", () => {
  const { key } = writeKeys(folder());
  expect(() => readKey(key, "public")).toThrow(
    /holds no public key: it is a private key, which must stay with/,
  );
});
