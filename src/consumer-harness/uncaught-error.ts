/** How runtimes report an error that nothing caught, on standard error; the first group is the error in one line. */
const REPORTS: readonly RegExp[] = [
  // Node: the stack, then its version
  /^(?:Uncaught )?(?:\[?)((?:[A-Z]\w*)?(?:Error|Exception)\b[^\n]*)\n[\s\S]*\nNode\.js v\d/m,
  // Node, for what is no Error
  /(ERR_UNHANDLED_REJECTION[^\n]*)/,
  // Python, as the last that it wrote: a traceback may be logged on the way, too
  /^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)+(\S[^\n]*)(?:\nFor more information check: .*)?\s*(?![\s\S])/m,
  // Java, Kotlin
  /^Exception in thread "[^"]*" ([^\n]*)/m,
  // Go
  /^(panic: [^\n]*)/m,
  // .NET
  /^Unhandled exception[.:] ([^\n]*)/m,
  // Rust
  /^(thread '[^']*' (?:\(\d+\) )?panicked at [^\n]*)/m,
  // PHP
  /^(?:PHP )?Fatal error: +Uncaught ([^\n]*)/m,
  // Ruby
  /^\S+\.rb:\d+:in [^\n]*?: ([^\n]*\((?:[A-Z]\w*::)*[A-Z]\w*\))/m,
  // Deno
  /^error: Uncaught (?:\([^)]*\) )?([^\n]*)/m,
];

/** The error that ended a program, by the last it wrote to standard error; one line, at most 200 characters. */
export function uncaughtError(errorText: string): string | undefined {
  const plain = errorText.replace(/\r/g, "");
  for (const report of REPORTS) {
    const found = report.exec(plain)?.[1];
    if (found !== undefined) return printable(found).slice(0, 200);
  }
  return undefined;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
