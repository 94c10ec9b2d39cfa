import {
  appendFileSync,
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { fileProblem } from "../file-problem.ts";
import { makeFolder } from "../make-folder.ts";
import { UsageError } from "../usage-error.ts";

/** The name of a file that means standard output. */
export const STANDARD_OUTPUT = "-";

/** The files that were made ready by this command, and that nothing was written to yet. */
const unwritten = new Set<string>();

/** The files that could not be written, and why. */
const lost = new Map<string, string>();

/** What each file of this command is for, by its place on the disk: a file may have several names. */
const taken = new Map<string, string>();

/**
 * Makes sure that a file can be written, before anything is sent: creates its folder, and the file if it does not exist.
 * What a file holds stays until it is written. A pipe that a shell has open, as `>(...)` is, stays open.
 * @throws UsageError, also where the file is for something else, too
 */
export function prepareOutput(file: string, what: string): void {
  if (file === STANDARD_OUTPUT) throw new UsageError(`${what} cannot go to standard output`, "name a file");
  try {
    makeFolder(dirname(resolve(file)));
    // Whoever reads one ends with its first writer, and the next one would wait for ever.
    if (lstatSync(file, { throwIfNoEntry: false })?.isFIFO()) throw new Error("it is a named pipe");
    if (!existsSync(file)) unwritten.add(file);
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UsageError(
      `cannot write ${what} to ${file}: ${fileProblem(error)}`,
      "name a file in a folder that you may write to",
    );
  }
  takeFile(file, what);
}

/** Keeps a file for one purpose. A device, such as a terminal, is for all. @throws UsageError where it is kept for another one */
export function takeFile(file: string, what: string): void {
  const found = statSync(file);
  if (!found.isFile()) return;
  const name = `${found.dev}:${found.ino}`;
  const other = taken.get(name) ?? what;
  taken.set(name, other);
  if (other !== what)
    throw new UsageError(`${file} is named for ${other} and for ${what}`, "name a file for each");
}

/** Writes what was made ready; why it could not be written, if so: a run that has ended is not lost for it. */
export function writeOutput(
  file: string,
  text: string,
  how: "replace" | "append" = "replace",
): string | undefined {
  unwritten.delete(file);
  if (how === "replace") lost.delete(file);
  // What lacks its middle is not whole, whatever can be written behind it.
  const problem = lost.get(file) ?? tryToWrite(file, text, how);
  if (problem !== undefined) lost.set(file, problem);
  return problem;
}

/** Writes a file; why it could not be written, if so. */
export function tryToWrite(file: string, text: string, how: "replace" | "append"): string | undefined {
  try {
    if (file === STANDARD_OUTPUT) process.stdout.write(text);
    else if (how === "append") appendFileSync(file, text);
    else writeFileSync(file, text);
    return undefined;
  } catch (error) {
    return `cannot write ${file}: ${fileProblem(error)}`;
  }
}

/** Forgets the files of a command that has ended; those that were made ready, and that nothing was written to, are taken away. */
export function forgetOutput(): void {
  for (const file of unwritten) if (existsSync(file) && statSync(file).size === 0) rmSync(file);
  unwritten.clear();
  taken.clear();
  lost.clear();
}

/** Where messages for people go: when a report goes to standard output, a program reads it, and nothing else may go there. */
export function outputFor(reports: readonly { readonly file: string }[]): NodeJS.WriteStream {
  return reports.some(({ file }) => file === STANDARD_OUTPUT) ? process.stderr : process.stdout;
}
