import { pointerSegments } from "../json/pointer.ts";

/**
 * The steps into a message that a change's location names behind its first words: `response 200 body data.items[].id`
 * is `data`, `items`, `[]`, `id`. Alternatives, `(…)`, are no step; `*` is any member.
 */
export function stepsOf(location: string, prefix: RegExp): string[] | undefined {
  const found = prefix.exec(location);
  if (found === null) return undefined;
  return location
    .slice(found[0].length)
    .trim()
    .replace(/\([^)]*\)/g, "")
    .split(/\.|(?=\[\])/)
    .filter((step) => step !== "");
}

/** Whether a JSON pointer into a message leads to that place, or further into it. */
export function leadsInto(pointer: string, steps: readonly string[]): boolean {
  const segments = pointerSegments(pointer);
  return steps.every((step, index) => {
    const segment = segments[index];
    if (segment === undefined) return false;
    return step === "*" || (step === "[]" ? /^\d+$/.test(segment) : step === segment);
  });
}
