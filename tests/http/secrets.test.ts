import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Credential,
  type Keys,
  REFUSED_CREDENTIALS,
  secretsOf,
  showCredential,
} from "../../src/http/credentials.ts";
import { recordBody } from "../../src/http/record.ts";
import { redactor } from "../../src/http/redact.ts";

const keys: Keys = { valid: "Secret-Key.With+Odd$Characters(1)", readOnly: "Another-Key-For-Reading" };
const redact = redactor(secretsOf(keys));

describe("a credential", () => {
  test("that must be refused is never the key of the run", () => {
    const header = new Set(
      [...REFUSED_CREDENTIALS].map((each) => JSON.stringify(showCredential(each, keys))),
    );
    expect(header.size).toBe(REFUSED_CREDENTIALS.size);
    expect(header).not.toContain(JSON.stringify(showCredential("valid", keys)));
  });

  test("that is changed is no other spelling of the same signature", () => {
    // What is left of the last character of a base64 text are its first two bits, or four.
    for (const last of "A B P Q a g v w z 0 1 9 - _".split(" ")) {
      const bytes = (name: "valid" | "last-changed") =>
        Buffer.from(
          showCredential(name, { valid: `abcdefghi${last}` })!.authorization!.slice("Bearer ".length),
          "base64url",
        ).toString("hex");
      expect([last, bytes("last-changed")]).not.toEqual([last, bytes("valid")]);
    }
  });

  test("that cannot be made from the keys is not shown", () => {
    expect(showCredential("read-only", { valid: "k" })).toBeUndefined();
    expect(showCredential("other-case", { valid: "12345" })).toBeUndefined();
    expect(showCredential("half", { valid: "k" })).toBeUndefined();
  });
});

describe("a recording", () => {
  const shown: Credential[] = ["valid", "read-only", "lower-case-scheme", ...REFUSED_CREDENTIALS];

  test.each(shown)("names the credential %s, and holds no bytes of a key", (credential) => {
    const { authorization = "", query = "" } = showCredential(credential, keys)!;
    const kept = redact(`${authorization} ${query}`);
    expect(kept.toLowerCase()).not.toMatch(/secret-key|another-key|%2bodd/);
  });

  test("holds no key that stands anywhere in a text, however often", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom(keys.valid, keys.readOnly!, encodeURIComponent(keys.valid))),
        ),
        (parts) => {
          const kept = redact(parts.join(""));
          for (const secret of [keys.valid, keys.readOnly!]) expect(kept).not.toContain(secret);
        },
      ),
    );
  });

  test("holds no key in any spelling of JSON or of a URL", () => {
    const key = "Key/With+Odd=&'\"\\~Characters";
    const hide = redactor(secretsOf({ valid: key }));
    const escaped = [...key]
      .map((char) => (/\w/.test(char) ? char : `\\u00${char.charCodeAt(0).toString(16)}`))
      .join("");
    for (const text of [
      JSON.stringify(key),
      JSON.stringify(key).replaceAll("/", "\\/"),
      `"${escaped}"`,
      `"${escaped.replace(/00../g, (code) => code.toUpperCase())}"`,
      `"${encodeURIComponent(key)}"`,
      `"${encodeURIComponent(key).toLowerCase().replace("key", "Key").replace("with", "With").replace("odd", "Odd").replace("characters", "Characters")}"`,
    ])
      expect(hide(text)).toBe('"<api-key>"');
  });

  test("leaves alone what holds no key", () => {
    const words = "a message about keys, Secret and Another, with $& and $1";
    expect(redact(words)).toBe(words);
  });

  test("replaces a short key only where it stands alone, so that words stay whole", () => {
    const short = redactor(secretsOf({ valid: "test" }));
    expect(short('Bearer test, "test", attested, test-case')).toBe(
      'Bearer <api-key>, "<api-key>", attested, test-case',
    );
  });

  test("holds no key in bytes that are not UTF-8", () => {
    const body = recordBody(Buffer.from(`\u00ff ${keys.valid} \u00fe`, "latin1"), redact)!;
    expect(body.encoding).toBe("base64");
    expect(Buffer.from(body.data, "base64").toString("latin1")).toBe("\u00ff <api-key> \u00fe");
  });

  test("keeps any other body byte for byte", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const { encoding, data } = recordBody(bytes, redact)!;
        expect(Buffer.from(data, encoding)).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
