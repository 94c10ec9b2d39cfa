/** Below this length a secret could be part of an ordinary word, and is replaced only where it stands alone. */
const SAFE_LENGTH = 8;

/** A function that puts the name of each secret in its place; secrets come longest first. */
export function redactor(
  secrets: readonly (readonly [secret: string, name: string])[],
): (text: string) => string {
  const patterns = secrets.map(([secret, name]) => {
    const spelled = [...secret].map(spellings).join("");
    const alone = secret.length < SAFE_LENGTH ? `(?<![\\w-])${spelled}(?![\\w-])` : spelled;
    return [new RegExp(alone, "g"), name] as const;
  });
  return (text) => patterns.reduce((kept, [pattern, name]) => kept.replace(pattern, () => name), text);
}

/** A pattern for a character as it stands, and as JSON and URLs may write it. */
function spellings(char: string): string {
  if (/[\w-]/.test(char)) return char;
  const literal = char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
  const hex = char
    .charCodeAt(0)
    .toString(16)
    .padStart(2, "0")
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:\\\\${literal}|${literal}|\\\\u00${hex}|%${hex})`;
}
