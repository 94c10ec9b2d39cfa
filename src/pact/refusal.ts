import { STATUS_CODES } from "node:http";
import { stripVTControlCharacters } from "node:util";
import { isObject, type Json } from "../json/json.ts";
import { member, objectAt, objectsAt } from "../json/member.ts";
import { type Answer, type Broker, PASSING } from "./ask.ts";

/** A longer text is a page for a browser and not a reason, in characters. */
const LONGEST_REASON = 2_000;

/** What a broker says of a request that it did not accept: the status, and its own reason where it gives one. */
export function refusalText({ status, contentType, text, json, redirectedTo }: Answer): string {
  const given = reasonsIn(json);
  const plain = given.length === 0 && /^text\/plain/i.test(contentType) ? [text.trim()] : given;
  const reason = stripVTControlCharacters([...new Set(plain)].filter(Boolean).join("\n"));
  const who = redirectedTo === undefined ? "it" : `it redirects to ${redirectedTo}, which`;
  const answered = `${who} answered ${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();
  return reason === "" ? answered : `${answered}: ${reason.slice(0, LONGEST_REASON)}`;
}

const CREDENTIALS =
  "--broker-token (PACT_BROKER_TOKEN), or --broker-username and --broker-password (PACT_BROKER_USERNAME, PACT_BROKER_PASSWORD)";

/** What to do about such an answer to what was asked with these credentials. */
export function refusalHint({ status, text, redirectedTo }: Answer, broker: Broker | undefined): string {
  if (redirectedTo !== undefined)
    return `credentials go to the broker's own origin only; if ${redirectedTo} is the broker, name it with --broker-url`;
  if (status === 401) {
    return (broker?.token ?? broker?.username) === undefined
      ? `name the broker with --broker-url (PACT_BROKER_BASE_URL), and give its credentials with ${CREDENTIALS}`
      : `check the credentials, and that they may do this: ${CREDENTIALS}`;
  }
  if (status === 403) return `these credentials may not do this; give others with ${CREDENTIALS}`;
  if (status === 400 && text === "" && broker?.token !== undefined)
    return "a broker with basic authentication answers a token so: give --broker-username and --broker-password";
  if (status === 404)
    return "check the URL of the broker with its base path, and the names of the applications";
  if (status === 409) return "publish changed content under a new version";
  if (PASSING.includes(status)) return "try again later, or look into the broker's log";
  if (status >= 300 && status < 400) return "give the URL that it redirects to with --broker-url";
  return "check names, versions and selectors";
}

// `{"error": "..."}`, `{"error": {"message"}}`, `{"errors": [...]}`, `{"errors": {"member": [...]}}`, notices, and problems of RFC 9457.
function reasonsIn(body: Json | undefined): string[] {
  const { error, errors, detail, title } = objectAt(body);
  if (typeof error === "string") return [error];
  if (isObject(error)) return [String(error.message ?? "")];
  if (Array.isArray(errors))
    return errors.map((each) => (isObject(each) ? String(each.detail ?? each.title) : String(each)));
  if (isObject(errors)) {
    return Object.entries(errors).flatMap(([name, reasons]) =>
      [reasons]
        .flat()
        .map((reason) => `${name}: ${typeof reason === "string" ? reason : JSON.stringify(reason)}`),
    );
  }
  const notices = objectsAt(body, "notices").filter(({ type }) => type === "error");
  return [...notices.map((notice) => member(notice, "text")), detail ?? title].filter(
    (each) => typeof each === "string",
  );
}
