import { counted } from "../../counted.ts";
import type { Report } from "../report.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";

const WIDTH = 720;
const HEIGHT = 150;
const LEFT = 52;

/** How the run went: what it covered, and how quickly the answers came. */
export function runView(report: Report): Html | undefined {
  const parts = [paceChart(report), coverageBars(report)].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return html`<section id="run" aria-labelledby="run-title"><h2 id="run-title">The run</h2>${parts}</section>`;
}

function coverageBars({ coverage = [] }: Report): Html | undefined {
  const tried = coverage.filter(({ pairs }) => pairs.exercised > 0);
  if (tried.length === 0) return undefined;
  return html`<h3>Coverage</h3>
<p class="lead">How many pairs of what can be sent were sent together, and judged.</p>
<dl class="coverage">${tried.map(({ design, pairs: { feasible, exercised, judged } }) => {
    const part = (count: number) => ((100 * count) / Math.max(1, feasible)).toFixed(1);
    return html`<div><dt>${design}</dt><dd><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4"/><rect class="sent" width="${part(exercised)}" height="4"/><rect class="judged" width="${part(judged)}" height="4"/></svg><span>${judged.toLocaleString("en-US")} of ${counted(feasible, "pair")} judged (${Math.floor((100 * judged) / Math.max(1, feasible))}%)</span></dd></div>`;
  })}</dl>`;
}

/** The time to answer over the run: the mean and the slowest as lines, late reads as dots; below, how much was sent. */
function paceChart({ pace = [] }: Report): Html | undefined {
  if (pace.length < 2) return undefined;
  const endMs = pace.at(-1)!.toMs;
  const slowest = Math.max(1, ...pace.map(({ slowestMs }) => slowestMs));
  const late = pace.flatMap(({ lagMs, ...bucket }) => (lagMs === undefined ? [] : [{ ...bucket, lagMs }]));
  const longestLag = Math.max(0, ...late.map(({ lagMs }) => lagMs));
  const top = Math.max(slowest, longestLag);
  const most = Math.max(...pace.map(({ requests }) => requests));
  const x = (ms: number) => LEFT + (ms / endMs) * (WIDTH - LEFT - 8);
  const y = (ms: number) => 8 + (1 - Math.log1p(ms) / Math.log1p(top)) * (HEIGHT - 16);
  const points = (of: (bucket: (typeof pace)[number]) => number) =>
    pace
      .filter(({ requests }) => requests > 0)
      .map((bucket) => `${x((bucket.fromMs + bucket.toMs) / 2).toFixed(1)},${y(of(bucket)).toFixed(1)}`)
      .join(" ");
  const requests = pace.reduce((sum, bucket) => sum + bucket.requests, 0);
  const meanMs =
    pace.reduce((sum, bucket) => sum + bucket.meanMs * bucket.requests, 0) / Math.max(1, requests);
  const ticks = [1, 10, 100, 1000, 10_000].filter((ms) => ms < top);
  return html`<h3>Time to answer</h3>
<figure><div class="scroll" tabindex="0" role="group" aria-label="Time to answer over the run"><svg class="pace" viewBox="0 0 ${WIDTH} ${HEIGHT + 60}" role="img" aria-label="${counted(requests, "request")}, ${msOf(meanMs)} on average, ${msOf(slowest)} at most${late.length === 0 ? "" : `; reads up to ${msOf(longestLag)} late`}">
${[...ticks, top].map((ms) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - 8}" y1="${y(ms).toFixed(1)}" y2="${y(ms).toFixed(1)}"/><text class="tick" x="${LEFT - 8}" y="${(y(ms) + 4).toFixed(1)}" text-anchor="end">${ms === top ? msOf(ms) : `${ms} ms`}</text>`)}
<polyline class="slowest" points="${points(({ slowestMs }) => slowestMs)}"/><polyline class="mean" points="${points(({ meanMs }) => meanMs)}"/>
${late.map(({ fromMs, toMs, lagMs }) => html`<circle class="late" cx="${x((fromMs + toMs) / 2).toFixed(1)}" cy="${y(lagMs).toFixed(1)}" r="4"/>`)}
${pace.map((bucket) => {
  const height = (bucket.requests / most) * 30;
  return html`<rect class="sent" x="${x(bucket.fromMs).toFixed(1)}" y="${(HEIGHT + 38 - height).toFixed(1)}" width="${Math.max(1, x(bucket.toMs) - x(bucket.fromMs) - 1).toFixed(1)}" height="${height.toFixed(1)}"/>`;
})}
<text class="tick" x="${LEFT}" y="${HEIGHT + 54}">start</text><text class="tick" x="${WIDTH - 8}" y="${HEIGHT + 54}" text-anchor="end">${msOf(endMs)}</text>
</svg></div><figcaption><span class="key mean"></span> mean ${msOf(meanMs)} <span class="key slowest"></span> slowest ${msOf(slowest)} ${late.length === 0 ? undefined : html`<span class="key late"></span> late reads, up to ${msOf(longestLag)} `}<span class="key sent"></span> requests over time</figcaption></figure>`;
}
