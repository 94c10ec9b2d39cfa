import type { ChildProcess } from "node:child_process";

/** Signals a process, and all others of the group that it leads. */
export function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // Nothing of it is left.
  }
}
