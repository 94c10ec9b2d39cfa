import { closeSync, openSync, writeSync } from "node:fs";
import { fileProblem } from "../file-problem.ts";
import { UsageError } from "../usage-error.ts";
import type { Case } from "./case.ts";
import type { EvidenceHeader } from "./header.ts";

/** An evidence log that is being written: the header first, then one case a line. */
export interface EvidenceLog {
  readonly write: (it: Case) => void;
  /** Ends it; why it is not whole, if it is not. */
  readonly close: () => string | undefined;
}

/** Begins a log, over whatever the file held. @throws UsageError where it cannot be written */
export function openEvidenceLog(file: string, header: EvidenceHeader): EvidenceLog {
  let descriptor: number;
  try {
    descriptor = openSync(file, "w");
  } catch (error) {
    throw new UsageError(`cannot write the evidence to ${file}: ${fileProblem(error)}`, "check the path");
  }
  let problem: string | undefined;
  // A full disk costs the evidence, never the verdict.
  const line = (value: unknown) => {
    if (problem !== undefined) return;
    try {
      writeSync(descriptor, `${JSON.stringify(value)}\n`);
    } catch (error) {
      problem = `cannot write any more evidence to ${file}: ${fileProblem(error)}`;
    }
  };
  line(header);
  const close = () => {
    closeSync(descriptor);
    return problem;
  };
  return { write: line, close };
}
