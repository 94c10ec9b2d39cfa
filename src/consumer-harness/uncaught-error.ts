import { stripVTControlCharacters } from "node:util";

/**
 * How runtimes report an error that nothing caught; the first group is the error in one line. A runtime with a `hook`
 * notes the error itself where the hook was loaded: a program may write a stack of its own and go on.
 */
const REPORTS: readonly { readonly hook?: string; readonly report: RegExp; readonly exit?: number }[] = [
  // Behind the place in the source and an empty line; the version of Node stands at the end
  { hook: "node", report: /^\s*\^+\n\n?((?!\s)[^\n]*)\n[\s\S]*\nNode\.js v\d/m },
  { hook: "node", report: /^((?:[A-Z]\w*)(?:: [^\n]*)?)\n[\s\S]*\nNode\.js v\d/m },
  // For what is no Error
  { hook: "node", report: /(ERR_UNHANDLED_REJECTION[^\n]*)/ },
  // Python, as the last that it wrote: a traceback may be logged on the way, too
  {
    hook: "python",
    report:
      /^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)+(\S[^\n]*)(?:\nFor more information check: .*)?\s*(?![\s\S])/m,
  },
  {
    hook: "ruby",
    report: /^\S+\.rb:\d+:in [^\n]*?: ([^\n]*\((?:[A-Z]\w*::)*[A-Z]\w*\))/m,
  },
  // Java, Kotlin
  { report: /^Exception in thread "[^"]*" ([^\n]*)/m },
  // Go, which ends with 2; `go run` ends with 1 and says so
  { report: /^(panic: [^\n]*)\n[\s\S]*^goroutine \d/m, exit: 2 },
  { report: /^(panic: [^\n]*)\n[\s\S]*^goroutine \d[\s\S]*^exit status 2\s*(?![\s\S])/m },
  // .NET; its older kinds and Mono begin a line
  { report: /^Unhandled exception[.:]\s+([^\n]*)/im },
  // Lua
  { report: /^lua[\w.]*: ([^\n]*)\nstack traceback:/m, exit: 1 },
  // Tcl, as the last that it wrote
  {
    report:
      /^([^\n]*)\n {4}(?:while executing|invoked from within)\n[\s\S]*^ {4}\(file "[^\n]*" line \d+\)\s*(?![\s\S])/m,
    exit: 1,
  },
  // Erlang
  { report: /^escript: (exception [^\n]*)/m, exit: 127 },
  // Rust
  { report: /^(thread '[^']*' (?:\(\d+\) )?panicked at [^\n]*)/m, exit: 101 },
  // PHP, which may be set to write errors to standard output
  { report: /^(?:PHP )?Fatal error: +Uncaught ([^\n]*)/m, exit: 255 },
  // Deno
  { report: /^error: Uncaught (?:\([^)]*\) )?([^\n]*)/m },
  // Bun
  { report: /^(?:error|[A-Z]\w*): ([^\n]*)\n[\s\S]*^Bun v\d/m },
];

/** What is known of how a program ended. */
export interface LastWords {
  readonly exit: number | string;
  /** The last that it wrote to standard error, and to standard output. */
  readonly errorText: string;
  readonly outputText: string;
  /** What the hooks noted: `loaded RUNTIME PID TIME`, and `uncaught PID TIME ERROR` where nothing caught it. */
  readonly notes: string;
  /** When its requests came. Times are those of `Date`. */
  readonly askedMs: readonly number[];
}

/** The error that ended a program because nothing caught it; one line, at most 200 characters. */
export function uncaughtError({
  exit,
  errorText,
  outputText,
  notes,
  askedMs,
}: LastWords): string | undefined {
  if (exit === 0) return undefined;
  const noted = [...notes.matchAll(/^uncaught (\d+) (\d+) (.*)/gm)].find(
    ([, pid, diedMs]) => !isHelper(notes, pid!, Number(diedMs), askedMs),
  );
  if (noted !== undefined) return printable(noted[3]!);
  const loaded = new Set([...notes.matchAll(/^loaded (\w+)/gm)].map(([, runtime]) => runtime));
  for (const { hook, report, exit: code } of REPORTS) {
    if ((hook !== undefined && loaded.has(hook)) || (code !== undefined && code !== exit)) continue;
    for (const text of code === 255 ? [errorText, outputText] : [errorText]) {
      const found = report.exec(stripVTControlCharacters(text).replace(/\r/g, ""))?.[1];
      if (found !== undefined) return printable(found);
    }
  }
  return undefined;
}

/** Whether a process sent nothing itself, such as one that a shell script reads answers with: the script deals with its death. */
function isHelper(notes: string, pid: string, diedMs: number, askedMs: readonly number[]): boolean {
  const loadedMs = new RegExp(`^loaded \\w+ ${pid} (\\d+)`, "m").exec(notes)?.[1];
  if (loadedMs === undefined || askedMs.length === 0) return false;
  return !askedMs.some((at) => Number(loadedMs) <= at && at <= diedMs);
}

function printable(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 200);
}
