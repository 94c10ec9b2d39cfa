/** A mistake of the user: one line that names what is wrong and where, one that says what to do. Exit code 2. */
export class UsageError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}

/**
 * Something that a command needs was not available, such as an answer of a broker: one line that says why, one that
 * says what to do. The command line was right, so exit code 3.
 */
export class UnavailableError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "UnavailableError";
    this.hint = hint;
  }
}
