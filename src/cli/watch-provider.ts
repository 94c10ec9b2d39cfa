import { setTimeout as pause } from "node:timers/promises";
import type { Report } from "../reports/report.ts";
import type { CommandOptions } from "./flags.ts";
import { interruption } from "./guard.ts";
import { openTarget } from "./target.ts";

type ProviderOptions = CommandOptions<"provider">;

/** Pause between two looks at whether the provider answers, in milliseconds. */
const LOOK_MS = 100;

/**
 * Judges a provider that is being developed: at once, and whenever it answers anew after it did not. What was broken is
 * judged first, and the whole only when that is mended. Gives the last exit code when it is interrupted. `judge` judges
 * once, tells the report, and gives the exit code.
 */
export async function watchProvider(
  options: ProviderOptions,
  judge: (options: ProviderOptions, signal: AbortSignal, tell: (report: Report) => void) => Promise<number>,
): Promise<number> {
  const signal = interruption();
  let broken: readonly string[] = [];
  const tell = ({ rules }: Report) => {
    broken = rules.filter(({ outcome }) => outcome === "fail" || outcome === "warn").map(({ id }) => id);
  };
  let code = await judge(options, signal, tell);
  while (await answersAnew(options, signal)) {
    const isMended = broken.length === 0 || (await judgeBroken(broken));
    if (isMended && !signal.aborted) code = await judge(options, signal, tell);
  }
  return code;

  async function judgeBroken(rule: readonly string[]): Promise<boolean> {
    process.stderr.write(`judging first what was broken: ${rule.join(", ")}\n`);
    // Waivers and a baseline are about the whole.
    const { waivers: _waivers, baseline: _baseline, exclude: _exclude, ...same } = options;
    code = await judge({ ...same, rule, failOnChange: false, failOn: "fail" }, signal, tell);
    return code === 0;
  }
}

/** Waits until the provider has stopped answering and answers again; false where the user ends it before. */
async function answersAnew(options: ProviderOptions, signal: AbortSignal): Promise<boolean> {
  process.stderr.write("waiting for the provider to stop and answer anew; Ctrl-C ends\n");
  let wasGone = false;
  while (!signal.aborted) {
    // A new connection each time: one that is kept would not show that the provider is another.
    const { target, close } = await openTarget(options);
    const { response } = await target.transport.send({ method: "GET", path: "/", headers: [] });
    await close();
    if (response === undefined) wasGone = true;
    else if (wasGone) return true;
    await pause(LOOK_MS);
  }
  return false;
}
