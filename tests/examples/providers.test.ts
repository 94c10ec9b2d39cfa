import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { command, type Ended } from "../helpers/command.ts";

const folder = new URL("../../examples/providers/", import.meta.url);

/** Judges one of the examples as its README says: over a socket, by the command line. */
async function judge(name: string, ...options: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("serve.ts", folder)), name], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  try {
    return await command(["--read-only-token", "example-read-key", "--seed", "1", ...options], {
      env: { OPENCX_BASE_URL: line.toString().split(",")[0]!, OPENCX_API_KEY: "example-key" },
    });
  } finally {
    child.kill();
  }
}

/** What the README quotes from the report of an example, in pieces: `…` stands for anything. */
function quoted(name: string): string[] {
  const readme = readFileSync(new URL("README.md", folder), "utf8");
  const [, block] = readme.split(`\`\`\`text ${name}\n`);
  return block!.split("\n```")[0]!.split("…");
}

/** The first piece that does not follow the ones before it. */
function firstMissing(text: string, pieces: readonly string[]): string | undefined {
  let from = 0;
  return pieces.find((piece) => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return at < 0;
  });
}

describe("examples/providers", () => {
  it.concurrent.each(["sqlite", "postgres"])("%s is conformant, without a warning", async (name) => {
    const { code, stdout } = await judge(name);
    expect(stdout).toMatch(/ is conformant\n/);
    expect(stdout).not.toMatch(/^not judged (?!ticketing)/m);
    expect(code).toBe(0);
  });

  it.concurrent.each([
    ["lost-updates", "concurrency/session-keys-kept"],
    ["path-from-key", "session-data/strings-come-back"],
  ])("%s is not conformant, in the words of the README", async (name, rule) => {
    const { code, stdout } = await judge(name, "--rule", rule, "--bail");
    expect(stdout).toMatch(/ is not conformant\n/);
    expect(firstMissing(stdout, quoted(name)), stdout).toBeUndefined();
    expect(code).toBe(1);
  });
});
