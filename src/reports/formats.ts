import { annotations } from "./annotations.ts";
import { ctrf } from "./ctrf.ts";
import type { Findings } from "./finding.ts";
import { type AnyReport, findingsOf } from "./findings-of.ts";
import { har, sessionHar } from "./har.ts";
import { junit } from "./junit.ts";
import type { StartLive } from "./live-format.ts";
import { markdown } from "./markdown.ts";
import { eventLine, ndjson } from "./ndjson.ts";
import { changesPage } from "./page/changes-page.ts";
import { page } from "./page/page.ts";
import { sideBySide } from "./page/side-by-side.ts";
import { plainJson } from "./plain.ts";
import type { Report } from "./report.ts";
import { sarif } from "./sarif.ts";
import type { Surroundings } from "./surroundings.ts";

/** A way to write a report down: the name of its file, and its text. */
export interface Format<R = Report> {
  readonly file: string;
  readonly render: (report: R, surroundings: Surroundings) => string;
  /** Of a format that is written while a run goes on, and then holds more than a report does. */
  readonly live?: StartLive;
}

const ofFindings = (file: string, write: (findings: Findings) => string): Format<AnyReport> => ({
  file,
  render: (report) => write(findingsOf(report)),
});

const asJson = (file: string): Format<AnyReport> => ({
  file,
  render: (report) => `${plainJson(report, 2)}\n`,
});

const asPage = (file: string): Format<AnyReport> => ({
  file,
  render: (report, surroundings) =>
    report.schema === "opencx-conformance/report/1" ? page(report, surroundings) : changesPage(report),
});

/** The formats that are written from findings alone, whatever found them. */
const common = {
  markdown: ofFindings("summary.md", markdown),
  sarif: ofFindings("results.sarif", sarif),
  junit: ofFindings("junit.xml", junit),
  ctrf: ofFindings("ctrf-report.json", ctrf),
  ndjson: ofFindings("events.ndjson", ndjson),
  annotations: ofFindings("annotations.txt", annotations),
};

/** Every format of a run, by its name. */
export const formats: Readonly<Record<string, Format>> = {
  json: asJson("report.json"),
  html: asPage("report.html"),
  ...common,
  ndjson: {
    ...common.ndjson,
    live: () => ({ event: eventLine, end: (report) => ndjson(findingsOf(report)) }),
  },
  har: { file: "session.har", render: har, live: sessionHar },
};

/** Every format of several runs together, by its name. */
export const severalFormats: Readonly<Record<string, Format<readonly Report[]>>> = {
  html: { file: "side-by-side.html", render: sideBySide },
};

/** Every format of a comparison of two documents, by its name. */
export const changeFormats: Readonly<Record<string, Format<AnyReport>>> = {
  json: asJson("changes.json"),
  html: asPage("changes.html"),
  ...common,
};
