import { Ajv2020 } from "ajv/dist/2020.js";
import changesSchema from "../../spec/schemas/changes.schema.json" with { type: "json" };
import reportSchema from "../../spec/schemas/report.schema.json" with { type: "json" };
import { isObject } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import type { ChangeReport } from "./change-report.ts";
import type { Report } from "./report.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true });
const isReport = ajv.compile<Report>(reportSchema);
const isChangeReport = ajv.compile<ChangeReport>(changesSchema);

/** A JSON report of any command from its text; `name` stands in messages. @throws UsageError where it is none, or not whole */
export function readAnyReport(text: string, name: string): Report | ChangeReport {
  const value: unknown = parseBounded(text, name);
  if (isReport(value) || isChangeReport(value)) return value;
  throw new UsageError(
    `${name} is not a report of this suite: ${problemOf(value)}`,
    "give the file that --report json wrote",
  );
}

/** What is wrong with the value that was checked last. */
function problemOf(value: unknown): string {
  if (!isObject(value)) return "it is not an object of JSON";
  const known = [reportSchema, changesSchema].map(({ properties }) => properties.schema.const);
  if (!known.includes(value.schema as string))
    return `its member schema is ${JSON.stringify(value.schema) ?? "missing"}, and not one of ${known.join(", ")}`;
  const { errors } = value.schema === known[0] ? isReport : isChangeReport;
  const { instancePath = "", message = "" } = errors?.[0] ?? {};
  return `${instancePath || "it"} ${message}`;
}

/** The report of a run from its text. @throws UsageError where it is none, or not whole */
export function readRunReport(text: string, name: string): Report {
  const report = readAnyReport(text, name);
  if (report.schema === "opencx-conformance/report/1") return report;
  throw new UsageError(
    `${name} is not a report of this suite on a run, but on changes of a document`,
    "give the file that --report json of a run wrote",
  );
}
