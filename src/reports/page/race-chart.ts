import { keysIn, type RaceCall, raceCalls } from "../race.ts";
import type { ReportedCounterexample } from "../report.ts";
import { msOf } from "./exchange-view.ts";
import { type Html, html } from "./html.ts";

/** The calls of a race as bars on one clock, with the write that was lost marked; nothing if nothing was sent together. */
export function raceChart(it: ReportedCounterexample): Html | undefined {
  const calls = raceCalls(it);
  if (calls.length === 0) return undefined;
  return html`<figure><figcaption>Who was under way when. Each bar is one request, on one clock.</figcaption>
<ol class="race">${calls.map((call) => {
    const { exchange, kind, fromMs, toMs, from, to } = call;
    const place = `margin-left: ${percent(from)}; width: ${percent(to - from)}`;
    const status = exchange.response?.status ?? "no answer";
    return html`<li><span>${nameOf(call, it.tag)}</span><span class="bar ${kind}" style="${place}"></span><span class="meta">${msOf(fromMs)} to ${msOf(toMs)}, ${status}${kind === "lost" ? ", ✕ lost" : ""}</span></li>`;
  })}</ol></figure>`;
}

/** The tag that every key of the case holds says nothing here. */
function nameOf({ exchange, kind }: RaceCall, tag: string): string {
  if (kind === "read") return kind;
  const keys = keysIn(exchange).join(", ").replaceAll(tag, "…");
  return `${exchange.purpose === "marker" ? "marker" : "send"} ${keys || "without data"}`;
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)}%`;
}
