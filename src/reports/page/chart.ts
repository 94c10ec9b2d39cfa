import { type Html, html, type Part } from "./html.ts";
import { scrollable } from "./parts.ts";

/** A drawing with its words: what it shows in short, and all of it for those who do not see it. */
export interface Chart {
  readonly kind: string;
  readonly label: string;
  readonly words: string;
  readonly width: number;
  readonly height: number;
  readonly drawing: Part;
  readonly caption: Part;
}

/** A drawing that may be wider than the window, above its caption. */
export function chart({ kind, label, words, width, height, drawing, caption }: Chart): Html {
  const svg = html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">${drawing}</svg>`;
  return html`<figure class="${kind}">${scrollable(label, svg)}<figcaption>${caption}</figcaption></figure>`;
}

/** A line of the grid. */
export function gridLine(x1: number, y1: number, x2: number, y2: number): Html {
  return html`<line class="grid" x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}"/>`;
}

/** A text of a drawing, in a quiet colour. */
export function tick(x: number, y: number, text: Part, anchor: "start" | "middle" | "end" = "start"): Html {
  return html`<text class="tick" x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${text}</text>`;
}

/** A box of a drawing. */
export function box(kind: string, x: number, y: number, width: number, height: number): Html {
  return html`<rect class="${kind}" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="3"/>`;
}

/** A place in a drawing, as precise as anybody sees. */
export function at(place: number): string {
  return place.toFixed(1);
}
