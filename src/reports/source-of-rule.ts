import * as credentials from "../send-message/consumer-rules/credentials.ts";
import * as data from "../send-message/consumer-rules/data.ts";
import * as errors from "../send-message/consumer-rules/errors.ts";
import * as request from "../send-message/consumer-rules/request.ts";
import * as tolerance from "../send-message/consumer-rules/tolerance.ts";

const CONSUMER_FILES = { credentials, data, errors, request, tolerance };

/** The file of this repository that holds a rule: one an area. */
export function sourceOfRule(id: string): string {
  const [area] = id.split("/");
  if (area !== "consumer")
    return `src/send-message/rules/${area === "session-data" || area === "contact-data" ? "custom-data" : area}.ts`;
  const found = Object.entries(CONSUMER_FILES).find(([, rules]) =>
    Object.values(rules).some((rule) => rule.id === id),
  );
  if (found === undefined) throw new Error(`no file of src/send-message/consumer-rules holds ${id}`);
  return `src/send-message/consumer-rules/${found[0]}.ts`;
}
