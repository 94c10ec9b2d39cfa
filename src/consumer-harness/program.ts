import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";
import { fileProblem } from "../file-problem.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { ConsumerProgram, OutputDigest } from "../send-message/consumer-rules/consumer-case.ts";
import { WORD_WITH_DIGIT } from "../send-message/consumer-rules/sends.ts";
import { signalGroup } from "../signal-group.ts";
import { UsageError } from "../usage-error.ts";
import { uncaughtError } from "./uncaught-error.ts";

/** How to start a program, once or several times. */
export interface ProgramOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly cwd?: string;
  /** It is ended after this time, in milliseconds. Default: 30 s. */
  readonly timeoutMs?: number;
  /** After its first request it is ended when it has done nothing for this time, in milliseconds. Default: 10 s. */
  readonly idleMs?: number;
  /** Where its output goes on to. Default: nowhere. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
}

/** How a program ended. */
export type Ending = Pick<
  ConsumerProgram,
  "exit" | "stopped" | "uncaught" | "errorLines" | "output" | "keyShownOn"
>;

export interface Program {
  /** The end of what it wrote to standard error so far. */
  lastErrors(): string;
  /** Tells that it asked for something; `waiting` while it waits for an answer. */
  asked(waiting: boolean): void;
  readonly ending: Promise<Ending>;
  /** Ends it and all that it started, if it still runs. */
  stop(reason?: Ending["stopped"]): void;
}

/** A program that was asked to end is given this long, in milliseconds. */
const GRACE_MS = 1500;
/** So much of the end of each stream is kept to find the error that ended the program, in characters. */
const KEPT = 32_768;
/** So much of the beginning of each stream is compared between runs, in characters. */
const COMPARED = 1_000_000;

/**
 * Starts a program in a process group of its own. The hooks of its runtime note the error that nothing caught in
 * `uncaughtFile`.
 * @throws UsageError (by `ending`) where it cannot be started
 */
export function startProgram(
  { command, cwd, timeoutMs = 30_000, idleMs = 10_000, stdout, stderr }: ProgramOptions,
  environment: NodeJS.ProcessEnv,
  uncaughtFile?: string,
): Program {
  const [file = "", ...values] = command;
  const child = spawn(file, values, {
    env: { ...environment, OPENCX_UNCAUGHT_FILE: uncaughtFile },
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
  });
  let stopped: Ending["stopped"];
  let idle: NodeJS.Timeout | undefined;
  const rest = () => idle?.refresh();
  const key = environment.OPENCX_API_KEY;
  const output = kept(child.stdout, stdout, rest, key);
  const errors = kept(child.stderr, stderr, rest, key);
  const stop: Program["stop"] = (reason) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    stopped ??= reason;
    signalGroup(child, "SIGTERM");
    setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS).unref();
  };
  const timer = setTimeout(() => stop("time limit"), timeoutMs);
  const askedMs: number[] = [];
  const asked: Program["asked"] = (waiting) => {
    if (waiting) askedMs.push(Date.now());
    clearTimeout(idle);
    idle = waiting ? undefined : setTimeout(() => stop("idle"), idleMs);
  };
  // What it left running in its group holds its output open.
  child.once("exit", () => signalGroup(child, "SIGKILL"));
  const end = async (): Promise<Ending> => {
    const [code, by] = await once(child, "close").catch((error) => {
      throw cannotStart(file, error);
    });
    const exit: number | string = code ?? by ?? "unknown";
    const keyShownOn = [
      ...(output.showsKey ? ["standard output" as const] : []),
      ...(errors.showsKey ? ["standard error" as const] : []),
    ];
    const texts = { errorText: errors.end, outputText: output.end, notes: textOf(uncaughtFile), askedMs };
    return withoutUndefined({
      exit,
      errorLines: errors.lines,
      output: outputDigest(`${output.start}\n${errors.start}`),
      stopped,
      keyShownOn: keyShownOn.length === 0 ? undefined : keyShownOn,
      uncaught: stopped === undefined ? uncaughtError({ exit, ...texts }) : undefined,
    });
  };
  const ending = end().finally(() => {
    clearTimeout(timer);
    clearTimeout(idle);
  });
  return { ending, stop, asked, lastErrors: () => errors.end };
}

/** Counts and keeps what a stream says, looks for the key in it, and passes it on. */
function kept(from: Readable, to: Writable | undefined, onText: () => void, key: string | undefined) {
  const it = { start: "", end: "", lines: 0, showsKey: false };
  const decoder = new StringDecoder("utf8");
  from.on("data", (chunk: Buffer) => {
    to?.write(chunk);
    onText();
    const text = decoder.write(chunk);
    it.lines += text.split("\n").length - 1;
    it.start += text.slice(0, Math.max(0, COMPARED - it.start.length));
    // The key may come in two pieces.
    it.showsKey ||= key !== undefined && `${it.end.slice(-key.length)}${text}`.includes(key);
    it.end = (it.end + text).slice(-KEPT);
  });
  // What is written next begins on a line of its own.
  from.once("end", () => {
    if (it.end !== "" && !it.end.endsWith("\n")) to?.write("\n");
  });
  return it;
}

/** The text of a file that may be missing. */
function textOf(file: string | undefined): string {
  try {
    return file === undefined ? "" : readFileSync(file, "utf8").slice(-KEPT);
  } catch {
    return "";
  }
}

function cannotStart(file: string, error: NodeJS.ErrnoException): UsageError {
  const why = error.code === "ENOENT" ? "no such program" : fileProblem(error);
  const hint =
    error.code === "EACCES"
      ? "name what runs it, as in -- ruby bot.rb, or make the file executable"
      : /\s/.test(file)
        ? `write its words apart, as in -- ${file}`
        : "put the command, with its arguments, behind --";
  return new UsageError(`"${file}" could not be started: ${why}`, hint);
}

/**
 * What a program wrote, as two digests of its distinct lines: `exact` without the words that are likely to be others
 * in each run, as ids and times are, and `masked` without any number. The text itself is not kept: it may hold secrets.
 */
function outputDigest(text: string): OutputDigest {
  const lines = stripVTControlCharacters(text).split(/\r?\n/);
  const digest = (mask: (word: string) => string) =>
    createHash("sha256")
      .update([...new Set(lines.map((line) => line.replace(WORD_WITH_DIGIT, mask)))].sort().join("\n"))
      .digest("hex")
      .slice(0, 16);
  return {
    exact: digest((word) => (/^\d{1,3}[.:]?$/.test(word) ? word : "#")),
    masked: digest(() => "#"),
  };
}
