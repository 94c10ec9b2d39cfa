/** A mistake of the user: one line that names what is wrong and where, one that says what to do. Exit code 2. */
export class UsageError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "UsageError";
    this.code = code;
    this.hint = hint;
  }
}
