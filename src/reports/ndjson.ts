import type { RunEvent } from "../running/run.ts";
import type { Finding, Findings } from "./finding.ts";
import { plainJson, shown } from "./plain.ts";

/** One line of JSON for each finding, and a last one for the whole. */
export function ndjson({ title, failed, problem, findings, facts, suite, durationMs }: Findings): string {
  const end = {
    event: "ended",
    title: shown(title),
    failed,
    ...(problem === undefined ? {} : { problem: shown(problem) }),
    ...Object.fromEntries(facts.map(({ name, text }) => [name, shown(text)])),
    ...(durationMs === undefined ? {} : { ms: durationMs }),
    suite: `${suite.name} ${suite.version}`,
  };
  return [...findings.map(findingLine), line(end)].join("");
}

/** One line of JSON for what happens while a run goes on; its end is told by the findings. */
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

function findingLine({ id, group, standing, title, details, waived }: Finding): string {
  return line({
    event: "finding",
    id,
    group: shown(group),
    standing,
    title: shown(title),
    details: details.map(({ name, text }) => ({ name, text: shown(text) })),
    ...(waived === undefined ? {} : { waived: { reason: shown(waived.reason), until: waived.until } }),
  });
}

function line(value: object): string {
  return `${plainJson(value)}\n`;
}
