import { plain } from "./plain.ts";

/** The texts that a judgement names in quotes: keys and values, as they stand in a JSON body. */
export function namedIn(...judgement: readonly string[]): string[] {
  return judgement.flatMap((words) => words.match(/"(?:[^"\\]|\\.)+"/g) ?? []);
}

/**
 * So much of a body, in characters, around the first place that any of the texts stands at; its beginning where none does.
 * What was left out on either side is counted.
 */
export function excerpt(body: string, texts: readonly string[], most: number): string {
  if (body.length <= most) return plain(body);
  const place = texts.map((text) => body.indexOf(text)).find((at) => at >= 0) ?? 0;
  const from = Math.max(0, Math.min(place - Math.floor(most / 3), body.length - most));
  const to = from + most;
  const before = from > 0 ? `(${from} characters) …` : "";
  const after = to < body.length ? `… (${body.length} characters)` : "";
  return `${before}${plain(body.slice(from, to))}${after}`;
}
