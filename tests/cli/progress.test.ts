import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { followProgress } from "../../src/cli/progress.ts";
import { faults } from "../../src/lab/faults/registry.ts";
import { hasColour } from "../../src/reports/paint.ts";
import type { RunEvent } from "../../src/running/run.ts";
import { judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

/** A terminal of 80 columns that understands what is sent to it: what its screen shows after each write. */
function terminal(isTTY = true) {
  const screens: string[][] = [];
  let lines = [""];
  let row = 0;
  const write = (text: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal reads
    for (const [part] of text.matchAll(/\u001b\[(\d*)([AJ])|\r|\n|[^\u001b\r\n]+/g)) {
      if (part === "\r") continue;
      if (part === "\n") {
        row += 1;
        lines[row] ??= "";
      } else if (part.endsWith("A") && part.startsWith("\u001b")) row -= Number(part.slice(2, -1));
      else if (part.endsWith("J") && part.startsWith("\u001b")) lines = [...lines.slice(0, row), ""];
      else lines[row] = part;
    }
    screens.push([...lines]);
    return true;
  };
  return { stream: { isTTY, columns: 80, write } as unknown as NodeJS.WriteStream, screens };
}

async function events(): Promise<readonly RunEvent[]> {
  const broken = faults.find(({ name }) => name === "session-data-replaced")!;
  const { events } = await judge(providerWith(broken.behave()), { rules: /^session-data\// });
  return events;
}

async function* slowly(all: readonly RunEvent[]) {
  for (const event of all) {
    yield event;
    if (event.type !== "ended") await pause(20);
  }
}

describe("progress", () => {
  test("says on a terminal what is judged, how quickly and what is broken, and leaves nothing behind", async () => {
    vi.stubEnv("CI", "");
    const { stream, screens } = terminal();
    await followProgress(slowly(await events()), stream);
    const shown = screens.map((screen) => screen.join("\n")).join("\n");
    expect(shown).toMatch(/^\d+ of \d+ cases, \d+ requests, \d+\/s, about \d+ s left, [\w-]+$/m);
    expect(shown).toMatch(/^\d+ broken: .*session-data\//m);
    for (const screen of screens) for (const line of screen) expect(line.length).toBeLessThan(80);
    expect(screens.at(-1)).toEqual([""]);
    vi.unstubAllEnvs();
  });

  test.each([
    ["a file", false, "", "xterm"],
    ["the log of a CI job", true, "true", "xterm"],
    ["a terminal that only writes on", true, "", "dumb"],
  ])("is a line for each broken rule in %s", async (_, isTTY, ci, term) => {
    vi.stubEnv("CI", ci);
    vi.stubEnv("TERM", term);
    const { stream, screens } = terminal(isTTY);
    await followProgress(slowly(await events()), stream);
    const lines = screens.at(-1)!.filter((line) => line !== "");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^broken after \d+ requests: session-data\/[\w-]+$/);
    vi.unstubAllEnvs();
  });

  test("takes its lines away where the run breaks off", async () => {
    vi.stubEnv("CI", "");
    const { stream, screens } = terminal();
    const [planned, judged] = await events();
    async function* breaking() {
      yield planned!;
      yield judged!;
      throw new Error("broken off");
    }
    await expect(followProgress(breaking(), stream)).rejects.toThrow("broken off");
    expect(screens.length).toBeGreaterThan(1);
    expect(screens.at(-1)).toEqual([""]);
    vi.unstubAllEnvs();
  });
});

describe("colours", () => {
  const colours = (isTTY: boolean, variables: Readonly<Record<string, string>>) => {
    for (const name of ["NO_COLOR", "FORCE_COLOR", "NODE_DISABLE_COLORS"]) vi.stubEnv(name, variables[name]);
    vi.stubEnv("TERM", "xterm-256color");
    const getColorDepth = process.stdout.getColorDepth ?? (() => (process.env.NO_COLOR ? 1 : 8));
    const stream = Object.assign(Object.create(process.stdout), { isTTY, getColorDepth });
    const answer = hasColour(stream as NodeJS.WriteStream);
    vi.unstubAllEnvs();
    return answer;
  };

  test.each([
    ["are wanted on a terminal", true, {}, true],
    ["are not wanted elsewhere", false, {}, false],
    ["are not wanted where NO_COLOR says so", true, { NO_COLOR: "1" }, false],
    ["are wanted where FORCE_COLOR says so", false, { FORCE_COLOR: "1" }, true],
    ["are not wanted where FORCE_COLOR=0 says so", true, { FORCE_COLOR: "0" }, false],
  ])("%s", (_, isTTY, variables, wanted) => {
    expect(colours(isTTY, variables)).toBe(wanted);
  });
});
