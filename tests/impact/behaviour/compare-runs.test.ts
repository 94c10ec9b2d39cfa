import { describe, expect, test } from "vitest";
import { compareRuns, type JudgedRun } from "../../../src/impact/behaviour/compare-runs.ts";

type Rule = JudgedRun["rules"][number];

const rule = (id: string, outcome: Rule["outcome"], more: Partial<Rule> = {}): Rule => ({
  id,
  title: `title of ${id}`,
  outcome,
  ...more,
});
const run = (rules: Rule[], more: Partial<JudgedRun> = {}): JudgedRun => ({
  profile: "standard",
  suite: { version: "1.0.0", contract: "a".repeat(64) },
  rules,
  ...more,
});

describe("of rules", () => {
  test("a rule that broke is a change, and one that was mended", () => {
    const { changed } = compareRuns(
      run([rule("a/one", "pass"), rule("a/two", "warn")]),
      run([rule("a/one", "fail"), rule("a/two", "pass")]),
    );
    expect(changed).toEqual([
      { id: "a/one", title: "title of a/one", before: "pass", after: "fail" },
      { id: "a/two", title: "title of a/two", before: "warn", after: "pass" },
    ]);
  });

  test("strictness makes no change of a rule that was broken before", () => {
    const strict = run([rule("a/one", "fail")]);
    expect(compareRuns(run([rule("a/one", "warn")]), strict).changed).toEqual([]);
  });

  test.each(["skipped", "inconclusive"] as const)("%s decides nothing", (outcome) => {
    const comparison = compareRuns(
      run([rule("a/one", "pass"), rule("a/two", outcome)]),
      run([rule("a/one", outcome), rule("a/two", "fail")]),
    );
    expect(comparison).toMatchObject({
      changed: [],
      compared: 0,
      onlyBefore: ["a/one"],
      onlyAfter: ["a/two"],
    });
  });
});

describe("of open points", () => {
  test("another value is a change", () => {
    const { changed } = compareRuns(
      run([rule("open/status", "observed", { observed: 200 })]),
      run([rule("open/status", "observed", { observed: 201 })]),
    );
    expect(changed).toMatchObject([{ id: "open/status", before: 200, after: 201 }]);
  });

  test("the order of members is none, that of a list is one", () => {
    const seen = (observed: Rule["observed"]) => run([rule("open/a", "observed", { observed: observed! })]);
    expect(compareRuns(seen({ a: 1, b: 2 }), seen({ b: 2, a: 1 })).changed).toEqual([]);
    expect(compareRuns(seen([1, 2]), seen([2, 1])).changed).toHaveLength(1);
  });

  test("keys that JavaScript knows are keys like any other", () => {
    const seen = (text: string) => run([rule("open/a", "observed", { observed: JSON.parse(text) })]);
    expect(compareRuns(seen('{"__proto__":1}'), seen('{"__proto__":2}')).changed).toHaveLength(1);
  });
});

test("says how the runs themselves differ", () => {
  const later = run([], { profile: "quick", suite: { version: "1.1.0", contract: "b".repeat(64) } });
  expect(compareRuns(run([]), later).remarks).toEqual([
    "the profile was standard, and is quick now",
    "the suite was 1.0.0, and is 1.1.0 now",
    "the document was aaaaaaaaaaaa, and is bbbbbbbbbbbb now",
  ]);
});
