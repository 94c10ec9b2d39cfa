import { brokenRules, type Report } from "../report.ts";
import type { Surroundings } from "../surroundings.ts";
import { verdictWords } from "../verdict-words.ts";
import { areas, catalogue, conditions } from "./areas.ts";
import { runCharts } from "./charts.ts";
import { failures } from "./failures.ts";
import { html } from "./html.ts";
import { changedBehaviour, drift, openPoints } from "./observations.ts";
import { shell } from "./shell.ts";
import { specification } from "./specification.ts";
import { verdictSummary } from "./verdict.ts";

/** The report of a run as one HTML file. */
export function page(report: Report, surroundings: Surroundings): string {
  const { rules, subject, verdict, suite } = report;
  const broken = brokenRules(report);
  const [word, ...leftOut] = verdictWords(report).split(", ");
  return shell({
    title: `${subject.name}: ${word}`,
    kicker: "conformance report",
    verdict,
    heading: html`${subject.name} is <strong>${word}</strong>${leftOut.map((words) => `, ${words}`)}`,
    summary: verdictSummary(report, broken),
    sections: [
      areas(rules),
      failures(report, broken, surroundings),
      conditions(rules),
      changedBehaviour(report),
      specification(rules),
      openPoints(report),
      drift(report),
      runCharts(report),
      catalogue(rules, new Set(broken.map(({ id }) => id))),
    ],
    suite,
  });
}
