import { counted } from "../../counted.ts";
import type { Report } from "../report.ts";
import { at, box, chart, gridLine, tick } from "./chart.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";
import { bar, pairs, type Section } from "./parts.ts";

const WIDTH = 720;
const HEIGHT = 150;
const LEFT = 52;
const RIGHT = WIDTH - 8;

/** How the run went: what it covered, and how quickly the answers came. */
export function runCharts(report: Report): Section | undefined {
  const charts = [paceChart(report), coverageBars(report)].filter((part) => part !== undefined);
  return charts.length === 0 ? undefined : { id: "run", nav: "The run", title: "The run", content: charts };
}

function coverageBars({ coverage = [] }: Report): Html | undefined {
  const tried = coverage.filter(({ pairs }) => pairs.exercised > 0);
  if (tried.length === 0) return undefined;
  const rows = tried.map(({ design, pairs: { feasible, exercised, judged } }) => {
    const percent = (count: number) => (100 * count) / Math.max(1, feasible);
    const parts = [
      ["pass", percent(judged)],
      ["warn", percent(exercised - judged)],
      ["track", percent(feasible - exercised)],
    ] as const;
    return [
      design,
      html`${bar(parts)}<span class="meta">${judged.toLocaleString("en-US")} of ${counted(feasible, "pair")} judged (${Math.floor(percent(judged))}%)</span>`,
    ] as const;
  });
  return html`<h3>Coverage</h3>
<p class="lead">How many pairs of what can be sent were sent together, and judged.</p>
${pairs("pairs", rows)}`;
}

/** Answers over the run: mean and slowest as lines, late reads as dots; below, how much was sent. */
function paceChart({ pace = [] }: Report): Html | undefined {
  if (pace.length < 2) return undefined;
  const endMs = pace.at(-1)!.toMs;
  const slowest = Math.max(1, ...pace.map(({ slowestMs }) => slowestMs));
  const late = pace.flatMap(({ lagMs, ...bucket }) => (lagMs === undefined ? [] : [{ ...bucket, lagMs }]));
  const longestLag = Math.max(0, ...late.map(({ lagMs }) => lagMs));
  const top = Math.max(slowest, longestLag);
  const most = Math.max(...pace.map(({ requests }) => requests));
  const requests = pace.reduce((sum, bucket) => sum + bucket.requests, 0);
  const allMs = pace.reduce((sum, bucket) => sum + bucket.meanMs * bucket.requests, 0);
  const meanMs = allMs / Math.max(1, requests);
  const x = (ms: number) => LEFT + (ms / endMs) * (RIGHT - LEFT);
  const y = (ms: number) => 8 + (1 - Math.log1p(ms) / Math.log1p(top)) * (HEIGHT - 16);
  const line = (kind: "meanMs" | "slowestMs") => {
    const points = pace
      .filter((bucket) => bucket.requests > 0)
      .map((bucket) => `${at(x((bucket.fromMs + bucket.toMs) / 2))},${at(y(bucket[kind]))}`);
    return html`<polyline class="${kind}" points="${points.join(" ")}"/>`;
  };
  const grid = [...[1, 10, 100, 1000, 10_000].filter((ms) => ms < top), top];
  const bottom = HEIGHT + 54;
  return html`<h3>Time to answer</h3>
${chart({
  kind: "pace",
  label: "Time to answer over the run",
  words: `${counted(requests, "request")}, ${msOf(meanMs)} on average, ${msOf(slowest)} at most${late.length === 0 ? "" : `; reads up to ${msOf(longestLag)} late`}`,
  width: WIDTH,
  height: HEIGHT + 60,
  drawing: [
    grid.map((ms) => [
      gridLine(LEFT, y(ms), RIGHT, y(ms)),
      tick(LEFT - 8, y(ms) + 4, ms === top ? msOf(ms) : `${ms} ms`, "end"),
    ]),
    line("slowestMs"),
    line("meanMs"),
    late.map(
      ({ fromMs, toMs, lagMs }) =>
        html`<circle class="late" cx="${at(x((fromMs + toMs) / 2))}" cy="${at(y(lagMs))}" r="4"/>`,
    ),
    pace.map((bucket) => {
      const height = (bucket.requests / most) * 30;
      const width = Math.max(1, x(bucket.toMs) - x(bucket.fromMs) - 1);
      return box("sent", x(bucket.fromMs), HEIGHT + 38 - height, width, height);
    }),
    tick(LEFT, bottom, "start"),
    tick(RIGHT, bottom, msOf(endMs), "end"),
  ],
  caption: html`<span class="key meanMs"></span> mean ${msOf(meanMs)} <span class="key slowestMs"></span> slowest ${msOf(slowest)} ${late.length === 0 ? undefined : html`<span class="key late"></span> late reads, up to ${msOf(longestLag)} `}<span class="key sent"></span> requests over time`,
})}`;
}
