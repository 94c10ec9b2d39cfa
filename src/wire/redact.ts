/** Below this length a secret could be part of an ordinary word, and is replaced only where it stands alone. */
const SAFE_LENGTH = 8;

/** A function that puts the name of each secret in its place; secrets come longest first. */
export function redactor(
  secrets: readonly (readonly [secret: string, name: string])[],
): (text: string) => string {
  const patterns = secrets.map(([secret, name]) => {
    const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const alone = secret.length < SAFE_LENGTH ? `(?<![\\w-])${literal}(?![\\w-])` : literal;
    return [new RegExp(alone, "g"), name] as const;
  });
  return (text) => patterns.reduce((kept, [pattern, name]) => kept.replace(pattern, () => name), text);
}
