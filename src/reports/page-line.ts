import { page } from "../send-message/contract/page.ts";

/** The line of the page, counted from 1, on which a quote of it begins; `undefined` where it is none. */
export function pageLine(quote: string): number | undefined {
  const words = quote
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const index = page.text.search(new RegExp(words.join("\\s+")));
  return index < 0 ? undefined : page.text.slice(0, index).split("\n").length;
}
