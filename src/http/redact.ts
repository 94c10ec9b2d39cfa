import { escaped } from "../escaped.ts";

/** Below this length a secret could be part of an ordinary word: it is replaced only where it stands alone, as it is. */
const SAFE_LENGTH = 8;

/**
 * A function that puts the name of each secret in its place, in every encoding that decodes to it: as it stands,
 * escaped as JSON, HTML or a URL, in hexadecimal, and in base64 or base64url wherever it begins. Secrets come longest first.
 */
export function redactor(
  secrets: readonly (readonly [secret: string, name: string])[],
): (text: string) => string {
  const patterns = secrets.flatMap(([secret, name]) =>
    patternsOf(secret).map((pattern) => [pattern, name] as const),
  );
  const unescaped = patterns.filter(([{ needsEscapes }]) => !needsEscapes);
  const any = new RegExp(unescaped.map(([{ pattern }]) => pattern.source).join("|"));
  return (text) => {
    const mayHoldEscapes = /[%\\&]/.test(text);
    // Most texts hold no secret: one search tells.
    if (!mayHoldEscapes && !any.test(text)) return text;
    return patterns.reduce(
      (kept, [{ pattern, needsEscapes }, name]) =>
        needsEscapes && !mayHoldEscapes ? kept : kept.replace(pattern, () => name),
      text,
    );
  };
}

interface SecretPattern {
  readonly pattern: RegExp;
  /** It matches only where the text holds a character that begins an escape. */
  readonly needsEscapes: boolean;
}

function patternsOf(secret: string): SecretPattern[] {
  const plain = escaped(secret);
  if (secret.length < SAFE_LENGTH)
    return [{ pattern: new RegExp(`(?<![\\w-])${plain}(?![\\w-])`, "g"), needsEscapes: false }];
  const bytes = Buffer.from(secret);
  const encoded = [plain, ...[0, 1, 2].map((offset) => base64At(bytes, offset)), hex(bytes)];
  return [
    ...encoded.map((text) => ({ pattern: new RegExp(text, "g"), needsEscapes: false })),
    { pattern: new RegExp([...secret].map(spellings).join(""), "g"), needsEscapes: true },
  ];
}

/** The base64 of these bytes where so many others stand before them: the characters that no other byte has a part in. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.byteLength) * 8) / 6);
  return text.slice(first, end).replaceAll("+", "[+-]").replaceAll("/", "(?:\\\\?/|_)");
}

function hex(bytes: Buffer): string {
  return [...bytes.toString("hex")].map(eitherCase).join("");
}

function eitherCase(digit: string): string {
  return /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit;
}

/** A pattern for a character as it stands, and as JSON, HTML and URLs may write it, URLs twice over. */
function spellings(char: string): string {
  const code = char.charCodeAt(0);
  const digits = [...code.toString(16).padStart(2, "0")].map(eitherCase).join("");
  return `(?:\\\\?${escaped(char)}|\\\\u00${digits}|%(?:25)*${digits}|&#(?:0*${code}|[xX]0*${digits});)`;
}
