/** A JSON pointer (RFC 6901) made longer by raw segments. */
export function pointerTo(base: string, ...segments: readonly string[]): string {
  return segments.reduce(
    (pointer, segment) => `${pointer}/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    base,
  );
}

/** The raw segments of a JSON pointer. */
export function pointerSegments(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What a JSON pointer leads to by own members alone; `undefined` if it leads to nothing. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointerSegments(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}
