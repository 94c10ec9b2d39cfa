import { getSystemErrorMessage } from "node:util";

/** Why a file could not be read or written, in plain words: "no such file or directory". */
export function fileProblem(error: unknown): string {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  if (code === "EISDIR") return "it is a directory";
  return errno === undefined ? message : getSystemErrorMessage(errno);
}
