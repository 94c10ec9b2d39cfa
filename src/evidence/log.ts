import { closeSync, openSync, writeSync } from "node:fs";
import { UsageError } from "../contract/errors.ts";
import type { Case } from "./case.ts";
import type { EvidenceHeader } from "./header.ts";

/** An evidence log that is being written: the header first, then one case a line. */
export interface EvidenceLog {
  readonly file: string;
  write(it: Case): void;
  close(): void;
}

/** Begins a log, over whatever the file held. @throws UsageError where it cannot be written */
export function openEvidenceLog(file: string, header: EvidenceHeader): EvidenceLog {
  let descriptor: number;
  try {
    descriptor = openSync(file, "w");
  } catch (error) {
    throw new UsageError(
      "evidence-unwritable",
      `the evidence cannot be written to ${file}: ${(error as Error).message}`,
      "check the path",
    );
  }
  const line = (value: unknown) => {
    writeSync(descriptor, `${JSON.stringify(value)}\n`);
  };
  line(header);
  return { file, write: line, close: () => closeSync(descriptor) };
}
