import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

/** Options of runtimes whose value is a file that is not the program. */
const WITH_FILE =
  /^(?:--import|--require|-r|--loader|--experimental-loader|--env-file|--config|-c|--tsconfig|-I|-W|-X)$/;
/** Options whose value is a secret. */
const WITH_SECRET = /^--?[\w-]*(?:key|token|secret|password)$/i;
/** A program that runs another one. */
const RUNTIME =
  /(?:^|[/\\])(?:node|deno|bun|python[\d.]*|ruby[\d.]*|perl[\d.]*|php[\d.]*|java|dotnet|sh|bash)(?:\.exe)?$/i;
/** Larger files are not read, in bytes. */
const MAX_BYTES = 500_000_000;

/** SHA-256 (hex) of the file that a command runs; `undefined` where it names none, as `python3 -m bot` does. */
export function programDigest([program = "", ...values]: readonly string[]): string | undefined {
  const file =
    values.find(
      (value, at) => !value.startsWith("-") && !WITH_FILE.test(values[at - 1] ?? "") && isFile(value),
    ) ?? (/[/\\]/.test(program) && isFile(program) && !RUNTIME.test(program) ? program : undefined);
  return file === undefined ? undefined : createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** A command as it is written down: values that look like secrets are left out. */
export function shownCommand(command: readonly string[]): string[] {
  return command.map((value, at) =>
    WITH_SECRET.test(command[at - 1] ?? "")
      ? "<secret>"
      : value.replace(/^(--?[\w-]*(?:key|token|secret|password)=).*/is, "$1<secret>"),
  );
}

function isFile(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= MAX_BYTES;
  } catch {
    return false;
  }
}
