import { escaped } from "../escaped.ts";
import type { Step } from "../evidence/step.ts";
import { type Exchange, jsonBody, type RecordedBody } from "../http/exchange.ts";
import { createdId as idIn } from "../running/requests-of.ts";
import { escapedJson, plain } from "./plain.ts";
import type { ReportedCounterexample } from "./report.ts";

/** What a failure is run again from. */
export type Reproducible = Pick<ReportedCounterexample, "tag" | "steps" | "exchanges" | "shownBy">;

/** A text that is new in every run of a script, also of those within one second, and the variable that holds it. */
interface Known {
  readonly pattern: string | RegExp;
  readonly variable: string;
}

/** A longer script is no help to anybody, and no shell takes a much longer line. In characters. */
const LONGEST = 20_000;
/** A pause that was longer than this is made again, in milliseconds. */
const NOTEWORTHY_PAUSE_MS = 300;
/** A send of a race that began so much later than the first one begins later again, in milliseconds. */
const NOTEWORTHY_DELAY_MS = 5;

const OPTIONS = "-sS --no-progress-meter --globoff --path-as-is";
const HELPERS = [
  `call() { curl ${OPTIONS} "$@"; }`,
  `id() { node -pe '(it => it.id ?? it.contact.id)(JSON.parse(require("fs").readFileSync(0, "utf8")))'; }`,
];
const KEYS: readonly (readonly [placeholder: string, variable: string])[] = [
  ["<api-key>", "OPENCX_API_KEY"],
  ["<read-only-key>", "OPENCX_READ_ONLY_KEY"],
];

/**
 * A POSIX shell script that sends again, to fresh sessions, what a failure needs, and prints the answers that show it.
 * Ids are passed on, keys come from the environment. `undefined` where it would be too long to paste.
 */
export function reproductionScript(it: Reproducible, baseUrl: string): string[] | undefined {
  const sent = needed(it);
  const ids = createdIds(sent);
  const known = knownIn(it.tag, ids);
  const values = sent.flatMap(({ request }) => request.headers.map(([, value]) => value));
  const keys = KEYS.filter(([placeholder]) => values.some((value) => value.includes(placeholder)));
  const lines = [
    ...HELPERS,
    `URL=${singleQuoted(baseUrl.replace(/\/$/, ""))} TAG=r$(date +%s)$$`,
    ...keys.map(([, variable]) => `: "\${${variable}:?set it to your key}"`),
  ];
  const call = (exchange: Exchange) => {
    const variable = ids.get(createdId(exchange) ?? "");
    const isShown = it.shownBy.includes(it.exchanges.indexOf(exchange));
    const output = isShown ? " -w ' -> %{http_code}\\n'" : " -o /dev/null";
    const command = commandOf(exchange, variable === undefined ? output : "", known);
    return variable === undefined ? command : `${variable}=$(${command} | id)`;
  };
  let endedMs = sent[0]?.startedMs ?? 0;
  for (let at = 0; at < sent.length; ) {
    const race = raceAt(sent, at, it.steps);
    const pauseMs = race[0]!.startedMs - endedMs;
    if (pauseMs > NOTEWORTHY_PAUSE_MS) lines.push(`sleep ${(pauseMs / 1000).toFixed(1)}`);
    lines.push(...(race.length === 1 ? [call(race[0]!)] : racing(race, call)));
    endedMs = Math.max(...race.map((exchange) => exchange.endedMs));
    at += race.length;
  }
  return lines.join("\n").length > LONGEST ? undefined : lines;
}

/** The requests that the failure needs: all up to the evidence, but for reads that were only repeated until one showed it. */
function needed({ exchanges, shownBy }: Reproducible): Exchange[] {
  const last = Math.max(-1, ...shownBy);
  return exchanges.filter(
    ({ purpose }, index) =>
      shownBy.includes(index) || (index < last && (purpose === "step" || purpose === "marker")),
  );
}

/** Variables for the ids that answers gave, in the order of their making: `S1`, `S2`, `C1`. */
function createdIds(sent: readonly Exchange[]): Map<string, string> {
  const ids = new Map<string, string>();
  const counts = { S: 0, C: 0 };
  for (const exchange of sent) {
    const id = createdId(exchange);
    if (id === undefined) continue;
    const kind = exchange.operation === "createSession" ? "S" : "C";
    counts[kind] += 1;
    ids.set(id, `${kind}${counts[kind]}`);
  }
  return ids;
}

/** The id in the answer to the creation of a session or contact. */
function createdId({ operation, response }: Exchange): string | undefined {
  if (operation !== "createSession" && operation !== "createContact") return undefined;
  const made = operation === "createSession" ? "create-session" : "create-contact";
  return idIn(made, jsonBody(response)) || undefined;
}

/** The exchange at this place, with all that were sent at the same time as one step asked. */
function raceAt(sent: readonly Exchange[], at: number, steps: readonly Step[]): Exchange[] {
  const { step } = sent[at]!;
  const isPart = (exchange: Exchange) => exchange.step === step && exchange.purpose === "step";
  if (steps[step]?.do !== "together" || !isPart(sent[at]!)) return [sent[at]!];
  const end = sent.findIndex((exchange, index) => index > at && !isPart(exchange));
  return sent.slice(at, end < 0 ? undefined : end);
}

/** Calls at the same time: by one process where it can, since several of them begin too far apart. */
function racing(race: readonly Exchange[], call: (exchange: Exchange) => string): string[] {
  const calls = race.map(call);
  const delays = race.map(({ startedMs }) => startedMs - race[0]!.startedMs);
  const hint = "# a race: run this again where it does not show at once";
  const isPlain = calls.every((line) => line.startsWith("call "));
  if (isPlain && delays.every((ms) => ms <= NOTEWORTHY_DELAY_MS)) {
    const parts = calls.map((line) => line.slice("call ".length)).join(` --next ${OPTIONS} `);
    return [hint, `call -Z --parallel-immediate ${parts}`];
  }
  const inBackground = calls.map((line, at) =>
    delays[at]! > NOTEWORTHY_DELAY_MS ? `(sleep ${(delays[at]! / 1000).toFixed(3)}; ${line}) &` : `${line} &`,
  );
  return [hint, ...inBackground, "wait"];
}

/** One request as a call of curl. Bytes, and text that would do something to a terminal, go by way of base64. */
function commandOf({ request }: Exchange, output: string, known: readonly Known[]): string {
  const { method, path, headers, body } = request;
  const all = headers.map(([name, value]) => ` -H ${header(name, value)}`).join("");
  const command = `call${output} -X ${method} "$URL"${quoted(path, known)}${all}`;
  if (body === undefined) return command;
  const text = textOf(body);
  if (text !== undefined) return `${command} --data-raw ${quoted(text, known)}`;
  const bytes = Buffer.from(body.data, body.encoding).toString("base64");
  return `printf %s ${bytes} | base64 -d | ${command} --data-binary @-`;
}

/** A body that may stand in a script, within JSON by escapes. */
function textOf(body: RecordedBody): string | undefined {
  if (body.encoding !== "utf8") return undefined;
  const text = jsonBody({ body }) === undefined ? body.data : escapedJson(body.data);
  return plain(text) === text ? text : undefined;
}

/** A key stands in a double-quoted string, so that the shell puts it in. */
function header(name: string, value: string): string {
  const key = KEYS.find(([placeholder]) => value.includes(placeholder));
  if (key === undefined) return singleQuoted(`${name}: ${value}`);
  return `"${name}: ${value.replace(key[0], `$${key[1]}`)}"`;
}

/** A text as one word of a POSIX shell, in quotes only where it needs them. */
export function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : singleQuoted(text);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The same, with each known text replaced by the variable that holds it. */
function quoted(text: string, known: readonly Known[]): string {
  return known
    .reduce((all, { pattern, variable }) => all.replaceAll(pattern, `'"$${variable}"'`), singleQuoted(text))
    .replace(/(?<=")''$/, "");
}

/** The tag stands within keys and texts; an id is a whole part of a path, or a whole string. */
function knownIn(tag: string, ids: ReadonlyMap<string, string>): Known[] {
  return [
    { pattern: tag, variable: "TAG" },
    ...[...ids].map(([id, variable]) => ({
      pattern: new RegExp(`(?<=[/"])${escaped(id)}(?=["/?']|$)`, "g"),
      variable,
    })),
  ];
}
