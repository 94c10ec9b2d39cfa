/** Where a command writes what a person reads, line by line. */
export interface Output {
  write(line: string): void;
}

/** Exit code of a command: conformant, not conformant, could not tell. Wrong usage is a `UsageError` instead. */
export type ExitCode = 0 | 1 | 3;
