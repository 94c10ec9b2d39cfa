import { counted } from "../../counted.ts";
import type { Report } from "../report.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";
import { bar, pairs, type Section, scrollable } from "./parts.ts";

/** The size of the picture in its own units: where its lines begin and end, and how much stands below them. */
const WIDTH = 720;
const HEIGHT = 150;
const LEFT = 52;
const RIGHT = WIDTH - 8;
const BELOW = 60;
/** Times that have a line, in milliseconds. */
const TICKS = [1, 10, 100, 1000, 10_000];

/** How the run went: what it covered, and how quickly the answers came. */
export function runCharts(report: Report): Section | undefined {
  const charts = [paceChart(report), coverageBars(report)].filter((part) => part !== undefined);
  return charts.length === 0 ? undefined : { id: "run", nav: "The run", title: "The run", content: charts };
}

function coverageBars({ coverage = [] }: Report): Html | undefined {
  const tried = coverage.filter(({ pairs }) => pairs.exercised > 0);
  if (tried.length === 0) return undefined;
  const rows = tried.map(({ design, pairs: { feasible, exercised, judged } }) => {
    const shares = { pass: judged, warn: exercised - judged, track: feasible - exercised };
    const percent = Math.floor((100 * judged) / Math.max(1, feasible));
    return [
      design,
      html`${bar(Object.entries(shares))}<span class="meta">${judged.toLocaleString("en-US")} of ${counted(feasible, "pair")} judged (${percent}%)</span>`,
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
  const meanMs = pace.reduce((sum, each) => sum + each.meanMs * each.requests, 0) / Math.max(1, requests);
  const x = (ms: number) => Math.round(LEFT + (ms / endMs) * (RIGHT - LEFT));
  const y = (ms: number) => Math.round(8 + (1 - Math.log1p(ms) / Math.log1p(top)) * (HEIGHT - 16));
  const middle = ({ fromMs, toMs }: (typeof pace)[number]) => x((fromMs + toMs) / 2);
  const lines = (["slowestMs", "meanMs"] as const).map((kind) => {
    const points = pace
      .filter((bucket) => bucket.requests > 0)
      .map((each) => `${middle(each)},${y(each[kind])}`);
    return html`<polyline class="${kind}" points="${points.join(" ")}"/>`;
  });
  // A tick close below the top one would overlap it.
  const grid = [...TICKS.filter((ms) => ms < top / 2), top].map(
    (ms) =>
      html`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${y(ms)}" y2="${y(ms)}"/><text x="${LEFT - 8}" y="${y(ms) + 4}" text-anchor="end">${msOf(ms)}</text>`,
  );
  const sent = pace.map((bucket) => {
    const height = Math.ceil((bucket.requests / most) * 30);
    const width = Math.max(1, x(bucket.toMs) - x(bucket.fromMs) - 1);
    return html`<rect class="sent" x="${x(bucket.fromMs)}" y="${HEIGHT + 38 - height}" width="${width}" height="${height}"/>`;
  });
  const dots = late.map(
    (bucket) => html`<circle class="late" cx="${middle(bucket)}" cy="${y(bucket.lagMs)}" r="4"/>`,
  );
  const words = `${counted(requests, "request")}, ${msOf(meanMs)} on average, ${msOf(slowest)} at most${late.length === 0 ? "" : `; reads up to ${msOf(longestLag)} late`}`;
  const svg = html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT + BELOW}" role="img" aria-label="${words}">${grid}${lines}${dots}${sent}
<text x="${LEFT}" y="${HEIGHT + 54}">start</text><text x="${RIGHT}" y="${HEIGHT + 54}" text-anchor="end">${msOf(endMs)}</text></svg>`;
  return html`<h3>Time to answer</h3>
<figure>${scrollable("Time to answer over the run", svg)}<figcaption><span class="key meanMs"></span> mean ${msOf(meanMs)} <span class="key slowestMs"></span> slowest ${msOf(slowest)} ${late.length === 0 ? undefined : html`<span class="key late"></span> late reads, up to ${msOf(longestLag)} `}<span class="key sent"></span> requests over time</figcaption></figure>`;
}
