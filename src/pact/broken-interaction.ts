/** One place at which an interaction breaks. */
export interface Break {
  /** In one line. */
  readonly message: string;
  /** File or URL of the pact, `#` and the JSON pointer of the place in it. */
  readonly pactPlace: string;
  /** JSON pointer into REVISION; empty where it has nothing of it. */
  readonly documentPlace: string;
}

/** An interaction of a pact that breaks against REVISION where it did not against BASE. */
export interface BrokenInteraction {
  readonly consumer: string;
  /** Its consumer and description, with its provider states. */
  readonly interaction: string;
  readonly breaks: readonly Break[];
  /** Fingerprints of the changes that explain it; empty where none does by itself. */
  readonly changes: readonly string[];
}
