import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { UsageError } from "../usage-error.ts";

/** What a run of the tool left. */
export interface ToolResult {
  /** Exit code, or the name of the signal that ended it. */
  readonly exit: number | string;
  readonly stdout: string;
}

/**
 * Runs the ecosystem's own `pact` tool. It gets files and the loopback, and never a secret.
 * @throws UsageError where the tool does not exist for this platform
 */
export async function runPactTool(args: readonly string[]): Promise<ToolResult> {
  const child = spawn(toolPath(), args, { env: environment(), stdio: ["ignore", "pipe", "ignore"] });
  const [stdout, exit] = await Promise.all([
    text(child.stdout),
    new Promise<number | string>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? signal ?? "ended"));
    }),
  ]);
  return { exit, stdout };
}

// Variables of the tool's own would filter interactions or report on us without a word; the provider's key is not its.
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PACT_|OTEL_|OPENCX_)/i.test(name));
  const direct = [process.env.NO_PROXY ?? process.env.no_proxy, "127.0.0.1", "localhost"]
    .filter(Boolean)
    .join(",");
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: "true", NO_PROXY: direct, no_proxy: direct };
}

function toolPath(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  try {
    const tool = import.meta.resolve("@pact-foundation/pact-cli/package.json");
    const binary = createRequire(tool).resolve(
      `@pact-foundation/pact-cli-${os}-${process.arch}/package.json`,
    );
    return join(dirname(binary), "standalone", os === "windows" ? "pact.exe" : "pact");
  } catch {
    throw new UsageError(
      "no-pact-tool",
      `the pact tool is not installed for ${os} on ${process.arch}`,
      "install opencx-conformance with its optional dependencies, on Linux, macOS or Windows",
    );
  }
}
