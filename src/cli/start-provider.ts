import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** Lines of its output that are shown where it ends by itself. */
const MAX_LINES = 15;
/** Time to end by itself once it was asked to, in milliseconds. */
const GRACE_MS = 3_000;

/** A provider that the suite started, with everything that it started itself. */
export interface StartedProvider {
  readonly command: string;
  /** How it ended, if it has: "exit code 1". */
  ended(): string | undefined;
  /** The end of what it wrote. */
  lastLines(): readonly string[];
  /** Ends its whole process group. */
  stop(): Promise<void>;
}

/** Starts a command in a shell, in a process group of its own, so that nothing of it outlives the run. */
export function startProvider(command: string): StartedProvider {
  const child = spawn(command, { shell: true, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let end: string | undefined;
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk.toString("utf8")}`.slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const gone = once(child, "exit").then(([code, signal]) => {
    end = code === null ? `signal ${signal}` : `exit code ${code}`;
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // The group has ended already.
    }
  };
  return {
    command,
    ended: () => end,
    lastLines: () => output.trimEnd().split("\n").slice(-MAX_LINES),
    async stop() {
      signalGroup("SIGTERM");
      await Promise.race([gone, pause(GRACE_MS, undefined, { ref: false })]);
      signalGroup("SIGKILL");
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
    },
  };
}
