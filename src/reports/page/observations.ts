import { counted } from "../../counted.ts";
import type { Json } from "../../json/json.ts";
import type { Report } from "../report.ts";
import { type Html, html } from "./html.ts";
import { nameOf, pairs, type Section, table } from "./parts.ts";

/** What the provider or program does where the page leaves it open. */
export function openPoints({ rules, subject }: Report): Section | undefined {
  const rows = rules.flatMap((rule) =>
    rule.observed === undefined
      ? []
      : [{ id: rule.id, head: nameOf(rule), cells: [observedWords(rule.observed)] }],
  );
  if (rows.length === 0) return undefined;
  return {
    id: "open-points",
    nav: "Open points",
    title: `What this ${subject.kind === "provider" ? "provider" : "program"} does where the page is silent`,
    content: html`<p class="lead">None of this counts for or against it. ${counted(rows.length, "open point")}.</p>
${table("open", ["Open point", "What it does"], rows)}`,
  };
}

/** What changed since an earlier run. */
export function changedBehaviour({ baseline }: Report): Section | undefined {
  if (baseline === undefined) return undefined;
  const { changed, file, compared, remarks } = baseline;
  const rows = changed.map((change) => ({
    head: nameOf(change),
    cells: [observedWords(change.before), observedWords(change.after)],
  }));
  return {
    id: "baseline",
    title: `What changed since ${file}`,
    content: html`<p class="lead">${rows.length === 0 ? "Nothing" : counted(rows.length, "change")} in ${counted(compared, "rule")} and open points that both runs decided.</p>
${remarks.map((remark) => html`<p class="aside">${remark}</p>`)}
${rows.length === 0 ? undefined : table("open", ["What", "Before", "Now"], rows)}`,
  };
}

/** What was seen in answers and is not in the document. */
export function drift({ drift: seen = [] }: Report): Section | undefined {
  if (seen.length === 0) return undefined;
  const rows = seen.map((each) => ({
    head: each.place,
    cells: [html`${each.kind} <code>${each.seen}</code>`],
  }));
  return {
    id: "drift",
    title: "Seen in answers, not in the document",
    content: table("open", ["Where", "Seen"], rows),
  };
}

/** An observation as a person reads it: lists by commas, members by their names. */
export function observedWords(value: Json): Html {
  if (Array.isArray(value)) {
    if (value.length === 0) return html`none`;
    if (value.every((each) => typeof each !== "object" || each === null))
      return html`${value.map(String).join(", ")}`;
    return html`<ul>${value.map((each) => html`<li>${observedWords(each)}</li>`)}</ul>`;
  }
  if (typeof value === "object" && value !== null)
    return pairs(
      "members",
      Object.entries(value).map(([name, inner]) => [name, observedWords(inner)]),
    );
  return html`${typeof value === "number" ? value.toLocaleString("en-US", { useGrouping: value >= 10_000 }) : String(value)}`;
}
