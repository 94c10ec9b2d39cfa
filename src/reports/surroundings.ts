/** What a report that tells how to see a failure again needs to know. */
export interface Surroundings {
  /** The command that the user typed, up to its first argument. */
  readonly command: string;
  /** Where the JSON report is. */
  readonly reportFile: string;
}
