import type { CommandContext } from "@stricli/core";
import { fileProblem } from "../file-problem.ts";
import type { Verdict } from "../judging/outcome.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import { forgetOutput } from "./output-file.ts";

const CODES: Readonly<Record<Verdict, number>> = { conformant: 0, "not-conformant": 1, inconclusive: 3 };

/** 0 conformant, 1 not conformant, 3 could not tell; 2 is for what was not understood. */
export function exitCodeOf(verdict: Verdict): number {
  return CODES[verdict];
}

/** Runs a command and makes its result the exit code: no stack trace reaches a user. */
export function guarded<F, A extends readonly unknown[]>(work: (flags: F, ...args: A) => Promise<number>) {
  return async function (this: CommandContext, flags: F, ...args: A): Promise<void> {
    try {
      process.exitCode = await work(flags, ...args);
    } catch (error) {
      process.exitCode = error instanceof UsageError ? 2 : 3;
      process.stderr.write(`${explain(error)}\n`);
    } finally {
      forgetOutput();
    }
  };
}

function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof UnavailableError)
    return `${error.message}\n  ${error.hint}`;
  const fault = error instanceof Error ? error : new Error(String(error));
  const stack = process.argv.includes("--verbose")
    ? `\n${fault.stack}`
    : "; run it again with --verbose for the stack";
  return `internal error in opencx-conformance (not in what it judges): ${fault.message}${stack}`;
}

/**
 * A reader that has seen enough, such as `head`, closes the pipe: what is still written is dropped, and the command goes
 * on to its own exit code. Where standard output cannot be written for another reason, such as a full disk, that is said
 * once, and a success is none: nobody has seen it.
 */
export function outliveLostOutput(): void {
  let isTold = false;
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || isTold) return;
    isTold = true;
    process.stderr.write(`cannot write to standard output: ${fileProblem(error)}\n`);
    process.once("exit", (code) => {
      if (code === 0) process.exitCode = 3;
    });
  });
}

/** Says that a port, or an address that the user gave, cannot be listened on, and why. Any other error is thrown as it is. */
export function refusePort(port: number | undefined, host?: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") throw error;
    if (host !== undefined && !["EADDRINUSE", "EACCES"].includes(error.code ?? ""))
      throw new UsageError(
        `cannot listen on the address ${host}: ${fileProblem(error)}`,
        "give an address of this machine with --host",
      );
    throw new UsageError(
      `cannot listen on port ${port}: ${fileProblem(error)}`,
      "choose another port, or any free one",
    );
  };
}

/** Ends when the user says so; the signal of a run that should stop between two requests. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  return controller.signal;
}
