import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { UsageError } from "../usage-error.ts";
import { uncaughtError } from "./uncaught-error.ts";

/** How to start a program. */
export interface ProgramOptions {
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** It is ended after this time, in milliseconds. */
  readonly timeoutMs: number;
  /** Where its output goes on to. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
}

/** How a program ended. */
export interface Ending {
  readonly exit: number | string;
  readonly stopped?: "time limit" | "too many requests";
  readonly uncaught?: string;
  readonly errorLines: number;
}

export interface Program {
  readonly ending: Promise<Ending>;
  /** Ends it and all that it started, if it still runs. */
  stop(reason?: Ending["stopped"]): void;
}

/** A program that was asked to end is given this long, in milliseconds. */
const GRACE_MS = 1500;
/** So much of standard error is kept to find the error that ended the program, in characters. */
const KEPT = 32_768;

/**
 * Starts a program in a process group of its own.
 * @throws UsageError (by `ending`) where it cannot be started
 */
export function startProgram(options: ProgramOptions): Program {
  const [file = "", ...values] = options.command;
  const child = spawn(file, values, {
    env: options.environment,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stopped: Ending["stopped"];
  let errorText = "";
  let errorLines = 0;
  child.stdout.on("data", (chunk: Buffer) => options.stdout?.write(chunk));
  child.stderr.on("data", (chunk: Buffer) => {
    options.stderr?.write(chunk);
    const text = chunk.toString();
    errorLines += text.split("\n").length - 1;
    errorText = (errorText + text).slice(-KEPT);
  });
  const stop: Program["stop"] = (reason) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    stopped ??= reason;
    signal(child, "SIGTERM");
    setTimeout(() => signal(child, "SIGKILL"), GRACE_MS).unref();
  };
  const timer = setTimeout(() => stop("time limit"), options.timeoutMs);
  const ending = new Promise<Ending>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(cannotStart(file, error));
    });
    // What it left running in its group holds its output open.
    child.once("exit", () => signal(child, "SIGKILL"));
    child.once("close", (code, by) => {
      clearTimeout(timer);
      const exit = code ?? by ?? "unknown";
      const uncaught = exit === 0 || stopped !== undefined ? undefined : uncaughtError(errorText);
      resolve({
        exit,
        errorLines,
        ...(stopped === undefined ? {} : { stopped }),
        ...(uncaught === undefined ? {} : { uncaught }),
      });
    });
  });
  return { ending, stop };
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Nothing of it is left.
  }
}

function cannotStart(file: string, error: NodeJS.ErrnoException): UsageError {
  const why = error.code === "ENOENT" ? "there is no such program" : error.message;
  return new UsageError(
    "program-not-started",
    `"${file}" could not be started: ${why}`,
    "put the command, with its arguments, behind --",
  );
}
