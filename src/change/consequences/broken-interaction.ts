/** An interaction of a pact that holds against BASE and breaks against REVISION. */
export interface BrokenInteraction {
  readonly consumer: string;
  /** Its description, with its provider states. */
  readonly interaction: string;
  /** What breaks, in one line. */
  readonly message: string;
  /** File or URL of the pact, `#` and the JSON pointer of the place in it. */
  readonly pactPlace: string;
  /** JSON pointer into REVISION; empty where it has nothing of it. */
  readonly documentPlace: string;
  /** Fingerprints of the changes that explain it; empty where none does by itself. */
  readonly changes: readonly string[];
}
