/** One thing that was found about an interaction of a pact. */
export interface Finding {
  /** `<area>/<what>`, and it keeps its meaning. */
  readonly id: string;
  readonly level: "error" | "warning";
  /** "<consumer>: <description>", with its provider states. */
  readonly interaction: string;
  /** File or URL of the pact, `#` and the JSON pointer of the place in it. */
  readonly pactPlace: string;
  /** JSON pointer into the OpenAPI document; empty where the document says nothing about it. */
  readonly documentPlace: string;
  /** One line: what is the matter. */
  readonly message: string;
  /** One line: what to do about it. */
  readonly remedy: string;
}

/** Where a command writes what a person reads, line by line. */
export interface Output {
  write(line: string): void;
}

/** Exit code of a command: conformant, not conformant, could not tell. Wrong usage is a `UsageError` instead. */
export type ExitCode = 0 | 1 | 3;

/** A finding as a person reads it. */
export function findingText({
  level,
  id,
  interaction,
  message,
  pactPlace,
  documentPlace,
  remedy,
}: Finding): string {
  const places = documentPlace === "" ? pactPlace : `${pactPlace}, against ${documentPlace} of the document`;
  return [`${level} ${id}: ${interaction}`, `  ${message}`, `  at ${places}`, `  ${remedy}`].join("\n");
}
