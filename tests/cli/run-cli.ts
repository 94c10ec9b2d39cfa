import { run, type StricliProcess } from "@stricli/core";
import { vi } from "vitest";
import { app } from "../../src/cli/app.ts";

// Each run listens for Ctrl-C, and here one process has many of them.
process.setMaxListeners(0);

/** What a command came to. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as `bin.ts` does. */
export async function runCli(...args: readonly string[]): Promise<CommandRun> {
  const [stdout, stderr] = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockReturnValue(true),
  );
  const [before, argv] = [process.exitCode, process.argv];
  try {
    process.exitCode = undefined;
    process.argv = [...argv.slice(0, 2), ...args];
    await run(app, args, { process: process as StricliProcess });
    const code = Number(process.exitCode ?? 0);
    const written = (spy: typeof stdout) => spy!.mock.calls.map(([text]) => String(text)).join("");
    return { code: code < 0 ? 2 : code, stdout: written(stdout), stderr: written(stderr) };
  } finally {
    process.exitCode = before;
    process.argv = argv;
    stdout!.mockRestore();
    stderr!.mockRestore();
  }
}
