/** Where a command writes what a person reads, line by line. */
export interface Output {
  write(line: string): void;
}
