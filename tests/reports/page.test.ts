import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.ts";
import { jsonTree, type Marks } from "../../src/reports/body-lines.ts";
import { formats } from "../../src/reports/formats.ts";
import { bodyView, raceChart } from "../../src/reports/page/exchange-view.ts";
import { html } from "../../src/reports/page/html.ts";
import type { Report, ReportedCounterexample } from "../../src/reports/report.ts";
import { Pace } from "../../src/running/pace.ts";
import { rules as allRules } from "../../src/send-message/rules/registry.ts";

const surroundings = { command: "npx opencx-conformance", reportFile: "report.json" };
const fixture = (name: string) =>
  JSON.parse(readFileSync(`tests/fixtures/reports/${name}/report.json`, "utf8")) as Report;
/** What a page may weigh, in bytes. */
const MAX_BYTES = 500_000;

const linesOf = (data: string, marks?: Marks) =>
  bodyView({ encoding: "utf8", data }, marks)!
    .markup.replace(/<pre[^>]*>|<\/pre>/g, "")
    .split("\n");

test("text is escaped wherever it stands, and markup is not", () => {
  expect(html`<a title="${`"'<>&`}">${["<b>", html`<i>${1}</i>`, undefined]}</a>`.markup).toBe(
    '<a title="&#34;&#39;&#60;&#62;&#38;">&#60;b&#62;<i>1</i></a>',
  );
});

describe("a JSON body", () => {
  test("keeps its numbers and names as they were written", () => {
    expect(jsonTree('{"a":1.0,"a":12345678901234567890,"__proto__":-0}')?.text).toBe(
      '{ "a": 1.0, "a": 12345678901234567890, "__proto__": -0 }',
    );
  });

  test("shows what is missing where it should stand, with what it should be", () => {
    const difference = { pointer: "/custom_data/a~1b", expected: ["x", 1] };
    const lines = linesOf('{"custom_data":{"c":1}}', { difference });
    const at = lines.findIndex((line) => line.includes('class="missing"'));
    expect(lines[at - 1]).toContain("custom_data");
    expect(lines[at]).toContain("<b>&#34;a/b&#34;</b>: &#34;x&#34; or 1");
    expect(lines[at]).toContain("expected, missing");
  });

  test("shows what is missing of a record that is not there at all", () => {
    const difference = { pointer: "/custom_data/a", expected: [true] };
    const [line] = linesOf('{"id":"1"}', { difference }).filter((each) => each.includes("missing"));
    expect(line).toContain("&#34;custom_data&#34; › &#34;a&#34;</b>: true");
  });

  test("shows a wrong value below the right one", () => {
    const difference = { pointer: "/custom_data/a", expected: [5] };
    const lines = linesOf('{"custom_data":{"a":"5"}}', { difference }).filter((line) =>
      line.includes("<em>"),
    );
    expect(lines).toEqual([
      expect.stringContaining('class="missing">    <b>&#34;a&#34;</b>: 5<em>expected'),
      expect.stringContaining('class="wrong">    <b>&#34;a&#34;</b>: &#34;5&#34;<em>got'),
    ]);
  });

  test("marks one member of a list, and misses none of it", () => {
    const difference = { pointer: "/items/1/a", expected: [3] };
    const lines = linesOf('{"items":[{"a":1},{"a":2}]}', { difference }).filter((line) =>
      line.includes("<em>"),
    );
    expect(lines).toEqual([expect.stringContaining("3<em>expected"), expect.stringContaining("2<em>got")]);
  });

  test("says that what must not be there must not", () => {
    const difference = { pointer: "/custom_data/a", expected: [] };
    expect(linesOf('{"custom_data":{"a":1}}', { difference }).join()).toContain("must not be here");
  });

  test("is bounded, and never loses what is marked", () => {
    const data = JSON.stringify({ list: Array.from({ length: 5000 }, () => "x".repeat(90)), last: 1 });
    const markup = bodyView(
      { encoding: "utf8", data },
      { difference: { pointer: "/last", expected: [2] } },
    )!.markup;
    expect(markup).toContain("<em>got</em>");
    expect(markup.length).toBeLessThan(20_000);
  });

  test("may be nested deeper than anyone can read", () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    expect(bodyView({ encoding: "utf8", data: deep })!.markup.length).toBeLessThan(5000);
  });
});

const exchange = (over: Partial<Exchange>): Exchange => ({
  step: 0,
  purpose: "step",
  operation: "sendMessage",
  credential: "valid",
  request: { method: "POST", path: "/chat/sessions/s-123/send", headers: [] },
  response: { status: 200, headers: [] },
  startedMs: 0,
  endedMs: 10,
  ...over,
});

const sending = (data: object) => ({
  method: "POST",
  path: "/chat/sessions/s-123/send",
  headers: [],
  body: { encoding: "utf8" as const, data: JSON.stringify(data) },
});

const race: ReportedCounterexample = {
  expected: "e",
  got: "g",
  scenario: "race",
  tag: "t",
  steps: [
    { do: "create-session", as: "s", body: {} },
    { do: "together", sends: [] },
    { do: "read", operation: "getSession", session: "s" },
  ],
  exchanges: [
    exchange({
      operation: "createSession",
      request: { method: "POST", path: "/chat/sessions", headers: [] },
      response: { status: 201, headers: [], body: { encoding: "utf8", data: '{"id":"s-123"}' } },
    }),
    exchange({ step: 1, request: sending({ custom_data: { kept: 1 } }), startedMs: 11, endedMs: 30 }),
    exchange({ step: 1, request: sending({ custom_data: { gone: 1 } }), startedMs: 12, endedMs: 28 }),
    exchange({
      step: 2,
      operation: "getSession",
      request: { method: "GET", path: "/chat/sessions/s-123", headers: [] },
      startedMs: 31,
      endedMs: 33,
    }),
  ],
  shownBy: [2, 3],
  difference: { pointer: "/custom_data/gone", expected: [1] },
  reproduced: { failed: 5, runs: 5 },
};

describe("a race", () => {
  test("is drawn with the lost write marked, and no other", () => {
    const { markup } = raceChart(race)!;
    expect(markup.match(/class="bar \w+"/g)).toEqual([
      'class="bar other"',
      'class="bar lost"',
      'class="bar read"',
    ]);
    expect(markup).toMatch(/send gone<.*>1\.0 ms to 17 ms, 200, ✕ lost</);
  });

  test("is no race if nothing was sent together", () => {
    expect(raceChart({ ...race, steps: [] })).toBeUndefined();
  });
});

test("a page with every rule broken and huge bodies stays small", () => {
  const report = fixture("broken");
  const rule = report.rules.find(({ counterexample }) => counterexample !== undefined)!;
  const it = rule.counterexample!;
  const body = {
    encoding: "utf8" as const,
    data: JSON.stringify(Array.from({ length: 900 }, () => "é".repeat(200))),
  };
  const big = {
    ...it,
    exchanges: it.exchanges.map((each) => ({ ...each, request: { ...each.request, body } })),
  };
  const count = allRules.filter(({ basis }) => basis !== "open").length;
  const rules = Array.from({ length: count }, (_, index) => ({
    ...rule,
    id: `area/rule-${index}`,
    counterexample: big,
  }));
  const text = formats.html!.render({ ...report, rules }, surroundings);
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
  expect(text).toContain("left out here");
});

test("what to do next names each broken rule once", () => {
  const report = fixture("broken");
  const rule = report.rules.find(({ outcome, waived }) => outcome === "fail" && waived === undefined)!;
  const rules = [
    { ...rule, id: "a/first", quote: "One sentence." },
    { ...rule, id: "a/akin", quote: "One sentence." },
    { ...rule, id: "b/other", quote: "Another." },
  ];
  const text = formats.html!.render({ ...report, rules }, surroundings);
  const [steps] = /<ol>.*?<\/ol>/s.exec(text.slice(text.indexOf("What to do next")))!;
  const told = steps.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(steps.match(/href="#[^"]*"/g)).toEqual(['href="#a/first"', 'href="#a/akin"', 'href="#b/other"']);
  expect(told).toContain("1 more broken rule of the same sentence: a/akin");
  expect(told).toContain("the other one: b/other");
});

test("what to do next names few reasons, those of the most rules first", () => {
  const report = fixture("broken");
  const rule = report.rules.find(({ counterexample }) => counterexample === undefined)!;
  const undecided = (id: string, reason: string) => ({
    ...rule,
    id,
    reason,
    outcome: "inconclusive" as const,
  });
  const rules = [
    ...["one", "two", "three", "four"].map((reason) => undecided(`a/${reason}`, `reason ${reason}`)),
    ...["five", "six"].map((name) => undecided(`b/${name}`, "reason of two")),
  ];
  const text = formats.html!.render({ ...report, rules }, surroundings);
  const [steps] = /<ol>.*?<\/ol>/s.exec(text.slice(text.indexOf("What to do next")))!;
  expect(steps.match(/Reason \w+( \w+)?/g)).toEqual([
    "Reason of two",
    "Reason one",
    "Reason two",
    "Reason three",
  ]);
});

describe("the pace of a run", () => {
  test("is kept in a bounded number of stretches, and loses no request", () => {
    const pace = new Pace();
    const times = [0, 10, 2999, 3000, 100_000];
    for (const startedMs of times) pace.add([exchange({ startedMs, endedMs: startedMs + 5 })]);
    const buckets = pace.buckets();
    expect(buckets.length).toBeLessThanOrEqual(60);
    expect(buckets.reduce((sum, { requests }) => sum + requests, 0)).toBe(times.length);
    expect(buckets.at(-1)).toMatchObject({ requests: 1, meanMs: 5, slowestMs: 5 });
  });

  test("keeps the latest read of a stretch, also when stretches grow, and the page draws it", () => {
    const pace = new Pace();
    pace.add([exchange({ startedMs: 0, endedMs: 1 }), exchange({ startedMs: 70, endedMs: 90 })]);
    for (const [at, lag] of [
      [10, 300],
      [20, 120],
      [80, 40],
    ] as const)
      pace.addLag(at, lag);
    expect(pace.buckets().map(({ lagMs }) => lagMs)).toEqual([300, 40]);
    const drawn = (buckets: ReturnType<Pace["buckets"]>) =>
      formats.html!.render({ ...fixture("conformant"), pace: buckets }, surroundings);
    expect(drawn(pace.buckets()).match(/<circle class="late"/g)).toHaveLength(2);
    expect(drawn(pace.buckets())).toContain("reads up to 300 ms late");
    pace.add([exchange({ startedMs: 50 * 60, endedMs: 50 * 60 + 1 })]);
    expect(pace.buckets()[0]).toMatchObject({ requests: 2, lagMs: 300 });
    const prompt = pace.buckets().map(({ lagMs: _, ...bucket }) => bucket);
    expect(drawn(prompt)).not.toMatch(/class="late"|late reads/);
  });

  test("names the mean and the slowest of a stretch", () => {
    const pace = new Pace();
    pace.add([exchange({ startedMs: 0, endedMs: 1 }), exchange({ startedMs: 2, endedMs: 11 })]);
    expect(pace.buckets()).toEqual([{ fromMs: 0, toMs: 50, requests: 2, meanMs: 5, slowestMs: 9 }]);
  });
});
