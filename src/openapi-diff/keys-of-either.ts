/** The keys that one of two editions of a map has, or both, in order. */
export function keysOfEither(
  base: ReadonlyMap<string, unknown>,
  revision: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...base.keys(), ...revision.keys()])].sort();
}
