import { readFileSync, statSync } from "node:fs";
import { fileProblem } from "./file-problem.ts";
import { UsageError } from "./usage-error.ts";

/** The text of a file that the user named, without a byte order mark, of at most so many bytes; `what` it is stands in messages. @throws UsageError */
export function readText(file: string, what: string, maxBytes = Number.POSITIVE_INFINITY): string {
  try {
    if (statSync(file).size > maxBytes) throw new Error(`it is larger than ${maxBytes} bytes`);
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new UsageError(`cannot read ${what} from ${file}: ${fileProblem(error)}`, "check the path");
  }
}
