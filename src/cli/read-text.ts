import { readFileSync } from "node:fs";
import { fileProblem } from "../file-problem.ts";
import { UsageError } from "../usage-error.ts";

/** The text of a file that the user named; `what` it is stands in messages. @throws UsageError */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      "unreadable-file",
      `cannot read ${what} from ${file}: ${fileProblem(error)}`,
      "check the path",
    );
  }
}
