import type { RunEvent } from "../running/run.ts";
import { detailsAndEvidence, type Finding, type Findings } from "./finding.ts";
import { LOOKS } from "./outcome-words.ts";
import { plainJson, shown } from "./plain.ts";

/** One line of JSON for each finding, and a last one for the whole. */
export function ndjson({ title, failed, problem, findings, facts, suite, durationMs }: Findings): string {
  const end = {
    event: "ended",
    title: shown(title),
    failed,
    problem: problem && shown(problem),
    ...Object.fromEntries(facts.map(({ name, text }) => [name, shown(text)])),
    ms: durationMs,
    suite: `${suite.name} ${suite.version}`,
  };
  return [...findings.map(findingLine), line(end)].join("");
}

/** One line of JSON for what happens while a run goes on; its end is left to the findings. */
export function eventLine(event: RunEvent): string {
  switch (event.type) {
    case "planned":
      return line({ event: "planned", cases: event.cases });
    case "judged":
      return line({
        event: "judged",
        case: event.case.id,
        requests: event.requests,
        broken: event.broken.map(({ id }) => id),
      });
    case "shrinking":
      return line({ event: "shrinking", id: event.rule.id });
    case "ended":
      return "";
  }
}

function findingLine(finding: Finding): string {
  const { id, group, outcome, title, waived } = finding;
  return line({
    event: "finding",
    id,
    group: shown(group),
    standing: LOOKS[outcome].standing,
    title: shown(title),
    details: detailsAndEvidence(finding).map(({ name, text }) => ({ name, text: shown(text) })),
    waived: waived && { reason: shown(waived.reason), until: waived.until },
  });
}

function line(value: object): string {
  return `${plainJson(value)}\n`;
}
