/** As a part of a regular expression that means just this text. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** What a whole text must be to be one of this pattern, in which `*` stands for any text. */
export function globPattern(pattern: string): RegExp {
  return new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`);
}
