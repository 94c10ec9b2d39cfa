import { expect, test } from "vitest";
import type { ConditionName } from "../../../src/send-message/consumer-rules/conditions.ts";
import {
  type ConsumerExchange,
  type ConsumerProgram,
  caseOf,
} from "../../../src/send-message/consumer-rules/consumer-case.ts";
import { judgeConsumer } from "../../../src/send-message/consumer-rules/judge-consumer.ts";

/** Milliseconds of one run. */
const RUN_MS = 8000;

/** What a program that never ends sends in one run: so many messages, one each so many milliseconds, and what each is answered. */
interface Beat {
  readonly count: number;
  readonly everyMs: number;
  readonly status?: number;
  /** One more message after this pause. */
  readonly restMs?: number;
}

/** What comes of a bot, which sends a beat each second when all is well, and does this under a condition. */
function judged(condition: ConditionName, beat: Beat, text: (at: number) => string) {
  const well: Beat = { count: 8, everyMs: 1000, status: 200 };
  const runs = [
    ["happy", well],
    ["happy", well],
    [condition, beat],
    [condition, beat],
  ] as const;
  const programs = runs.map(([name], run): ConsumerProgram => {
    const [startedMs, endedMs] = [run * RUN_MS, (run + 1) * RUN_MS];
    return { condition: name, exit: "SIGTERM", stopped: "time limit", startedMs, endedMs, errorLines: 0 };
  });
  const received = runs.flatMap(([, { count, everyMs, status, restMs = 0 }], run) =>
    Array.from({ length: count + (restMs > 0 ? 1 : 0) }, (_, at): ConsumerExchange => {
      const startedMs = run * RUN_MS + at * everyMs + (at === count ? restMs : 0);
      const data = JSON.stringify({ sender: "agent", message: { type: "text", text: text(at) } });
      return {
        ...{ step: run, purpose: "step", operation: "sendMessage", credential: "valid" },
        request: {
          method: "POST",
          path: "/chat/sessions/known/send",
          headers: [["content-type", "application/json"]],
          body: { encoding: "utf8", data },
        },
        ...(status === undefined
          ? { error: { kind: "reset", message: "cut" } }
          : { response: { status, headers: [] } }),
        ...{ startedMs, endedMs: startedMs + 1 },
      };
    }),
  );
  return judgeConsumer(caseOf(programs, received, ["known"])).rules;
}

/** The rules about floods that it is warned of. */
function warnedOf(...bot: Parameters<typeof judged>): string[] {
  return judged(...bot)
    .filter(({ outcome }) => outcome === "warn")
    .map(({ rule }) => rule.id)
    .filter((id) => /hammered|survived/.test(id));
}

test.each([
  ["the same", () => "beat"],
  ["numbered", (at: number) => `beat ${at}`],
])("a bot that sends a beat each second, and without a pause where it fails, floods: %s", (_, text) => {
  expect(warnedOf("reset", { count: 20, everyMs: 5 }, text)).toEqual(["consumer/resets-survived"]);
  expect(warnedOf("unauthorized", { count: 500, everyMs: 5, status: 401 }, text)).toEqual([
    "consumer/unauthorized-not-hammered",
  ]);
});

test("a flood is told by its fastest second, not by all that came after it", () => {
  const beats = { count: 20, everyMs: 5, restMs: 3000 };
  const [violation] = judged("reset", beats, () => "beat").find(
    ({ rule }) => rule.id === "consumer/resets-survived",
  )!.violations;
  expect(violation).toMatchObject({ got: "20 tries within 95 ms" });
});

test("a bot that goes on with its beats where they fail does not", () => {
  const text = (at: number) => `beat ${at}`;
  expect(warnedOf("reset", { count: 8, everyMs: 1000 }, text)).toEqual([]);
  expect(warnedOf("unauthorized", { count: 8, everyMs: 1000, status: 401 }, text)).toEqual([]);
  expect(warnedOf("reset", { count: 20, everyMs: 250 }, text)).toEqual([]);
});
