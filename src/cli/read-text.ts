import { readFileSync } from "node:fs";
import { UsageError } from "../usage-error.ts";

/** The text of a file that the user named; `what` it is stands in messages. @throws UsageError */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      "unreadable-file",
      `${what} cannot be read from ${file}: ${(error as Error).message}`,
      "check the path",
    );
  }
}
