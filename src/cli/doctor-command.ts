import { hasColour, paint } from "../reports/paint.ts";
import { plain } from "../reports/plain.ts";
import type { Behaviour } from "./command.ts";
import { diagnose } from "./diagnose.ts";
import { OF_TLS } from "./flags.ts";
import { openReadyTarget } from "./ready-target.ts";

const STYLES = { ok: "green", note: "yellow", bad: "red" } as const;

/** Says what is wrong with a set-up before anything is judged, and what that would cost. */
export const doctorCommand: Behaviour<"doctor"> = {
  ignored: [{ options: OF_TLS, needs: ["https"] }],
  async run(options) {
    const opened = await openReadyTarget(options);
    const colour = hasColour(process.stdout);
    let bad = 0;
    try {
      for await (const { level, text, cost, hint } of diagnose(opened, options)) {
        const word = level.padEnd(4);
        const shown = colour ? paint(STYLES[level], word) : word;
        const more = [cost, hint].flatMap((line) => (line === undefined ? [] : [`\n        ${plain(line)}`]));
        process.stdout.write(`  ${shown}  ${plain(text)}${more.join("")}\n`);
        if (level === "bad") bad += 1;
      }
    } finally {
      await opened.close();
    }
    process.stdout.write(
      bad === 0 ? "ready to be judged\n" : `not ready: ${bad} ${bad === 1 ? "thing" : "things"} to change\n`,
    );
    return bad === 0 ? 0 : 3;
  },
};
