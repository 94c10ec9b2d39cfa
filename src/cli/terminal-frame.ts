/** Lines at the end of a terminal that change in place. */
export interface TerminalFrame {
  /** Shows these lines instead of those before; each is cut at the width of the terminal. */
  readonly show: (lines: readonly string[]) => void;
  /** Takes them away, and leaves nothing behind. */
  readonly clear: () => void;
}

/** How often they change at most, in milliseconds. */
const PAUSE_MS = 60;

/** Lines of plain ASCII on a terminal, written over one another. */
export function terminalFrame(out: NodeJS.WriteStream): TerminalFrame {
  let height = 0;
  let shownMs = Number.NEGATIVE_INFINITY;
  // Back to the first line, and everything from there on is erased.
  const erase = () => (height === 0 ? "" : `\r${height > 1 ? `\u001b[${height - 1}A` : ""}\u001b[J`);
  return {
    show(lines) {
      const now = performance.now();
      if (now - shownMs < PAUSE_MS) return;
      shownMs = now;
      // The last column stays free: some terminals wrap when it is written.
      const width = Math.max(20, (out.columns ?? 80) - 1);
      const cut = lines.map((line) => (line.length > width ? `${line.slice(0, width - 3)}...` : line));
      out.write(`${erase()}${cut.join("\n")}`);
      height = cut.length;
    },
    clear() {
      out.write(erase());
      height = 0;
    },
  };
}
