import { exec } from "node:child_process";
import { promisify } from "node:util";
import type { KeySource } from "../http/renewable-key.ts";
import { UsageError } from "../usage-error.ts";
import { parseKey } from "./value-kinds.ts";

/** How long a command may take to write a key, in milliseconds. */
const TIME_MS = 30_000;

/** The key that a command writes. What it writes is neither shown nor kept. @throws UsageError where it gives none */
export function tokenCommand(command: string): KeySource {
  return async () => {
    const written = await promisify(exec)(command, { timeout: TIME_MS }).catch(
      (error: { readonly code?: number | string; readonly killed?: boolean }) => {
        throw new UsageError(
          "token-command",
          `the token command ${error.killed ? `took longer than ${TIME_MS / 1000} s` : `ended with exit code ${error.code}`}`,
          "run it by hand: it must write the key to standard output, and nothing else",
        );
      },
    );
    return parseKey(written.stdout.trim(), "the key that the token command wrote");
  };
}
