import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../src/cli/launch.cts", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the command in a process of its own, with nothing of this one's environment that it reads. */
export function start(args: readonly string[], { cwd, env = {} }: Surroundings = {}): ChildProcess {
  const { OPENCX_BASE_URL: _url, OPENCX_API_KEY: _key, ...inherited } = process.env;
  return spawn(process.execPath, [bin, ...args], {
    env: { ...inherited, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Runs the command to its end. */
export function command(args: readonly string[], surroundings?: Surroundings): Promise<Ended> {
  return ended(start(args, surroundings));
}

/** `mock` in a process of its own, until `stop`. */
export async function mock(
  ...args: readonly string[]
): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const child = start(["mock", ...args]);
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  return {
    url: line.toString().split(" ")[0]!,
    stop: async () => {
      child.kill("SIGINT");
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    },
  };
}
