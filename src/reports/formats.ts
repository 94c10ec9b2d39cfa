import { annotations } from "./annotations.ts";
import type { ChangeReport } from "./change-report.ts";
import { ctrf } from "./ctrf.ts";
import type { Findings } from "./finding.ts";
import { findingsOfChanges } from "./findings-of-changes.ts";
import { findingsOfReport } from "./findings-of-report.ts";
import type { Format } from "./format.ts";
import { har, sessionHar } from "./har.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { eventLine, ndjson } from "./ndjson.ts";
import { changesPage } from "./page/changes-page.ts";
import { page } from "./page/page.ts";
import { sideBySide } from "./page/side-by-side.ts";
import { plainJson } from "./plain.ts";
import type { Report } from "./report.ts";
import { sarif } from "./sarif.ts";
import type { Surroundings } from "./surroundings.ts";

/** The formats that are written from findings alone, whatever found them. */
const ofFindings = {
  markdown: { file: "summary.md", write: markdown },
  sarif: { file: "results.sarif", write: sarif },
  junit: { file: "junit.xml", write: junit },
  ctrf: { file: "ctrf-report.json", write: ctrf },
  ndjson: { file: "events.ndjson", write: ndjson },
  annotations: { file: "annotations.txt", write: annotations },
};

type Formats<R> = Readonly<Record<string, Format<R>>>;

function formatsFrom<R>(findingsOf: (report: R, surroundings: Surroundings) => Findings): Formats<R> {
  return Object.fromEntries(
    Object.entries(ofFindings).map(([name, { file, write }]) => [
      name,
      { file, render: (report: R, surroundings: Surroundings) => write(findingsOf(report, surroundings)) },
    ]),
  );
}

const asJson = (report: unknown) => `${plainJson(report, 2)}\n`;

const ofRuns = formatsFrom(findingsOfReport);

/** Every format of a run, by its name. */
export const formats: Formats<Report> = {
  json: { file: "report.json", render: asJson },
  html: { file: "report.html", render: page },
  ...ofRuns,
  ndjson: { ...ofRuns.ndjson!, live: () => ({ event: eventLine, end: ofRuns.ndjson!.render }) },
  har: { file: "session.har", render: har, live: sessionHar },
};

/** Every format of several runs together, by its name. */
export const severalFormats: Formats<readonly Report[]> = {
  html: { file: "side-by-side.html", render: sideBySide },
};

/** Every format of a comparison of two documents, by its name. */
export const changeFormats: Formats<ChangeReport> = {
  json: { file: "changes.json", render: asJson },
  html: { file: "changes.html", render: (report: ChangeReport) => changesPage(findingsOfChanges(report)) },
  ...formatsFrom(findingsOfChanges),
};
