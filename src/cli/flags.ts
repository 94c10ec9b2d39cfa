import { OMISSIONS } from "../evidence/omission.ts";
import { PROFILES } from "../evidence/profile.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { failOnLevels } from "../openapi-diff/fail-on.ts";
import { readText } from "../read-text.ts";
import { DEFAULT_SETTLE_MS, DEFAULT_WORKERS, PROFILE_BOUNDS } from "../running/profiles.ts";
import { conditions } from "../send-message/consumer-rules/conditions.ts";
import { readStateMap } from "../send-message/pact-states/resolve-state.ts";
import { choice, type Flags, type Options, object, required, yes } from "./flag.ts";
import {
  address,
  brokerUrl,
  count,
  date,
  days,
  duration,
  file,
  folder,
  header,
  host,
  key,
  parseSelector,
  port,
  rate,
  seed,
  shard,
  text,
  url,
  whole,
} from "./value-kinds.ts";

// Every option of every command, as data: the command line, the configuration file with its schema, the help and
// docs/options.md are made of it. One that two commands share is one object, and means the same to both.

/** A bound of each profile, in the order of the profiles. */
function byProfile(bound: "maxRequests" | "maxSessions" | "maxTimeMs"): string {
  const values = (["canary", ...PROFILES] as const).map((profile) => PROFILE_BOUNDS[profile][bound]);
  const shown = values.map((value) => (bound === "maxTimeMs" ? `${value / 60_000}m` : String(value)));
  return `${shown.join(", ")} by profile`;
}

const without = choice(OMISSIONS, "what the provider lacks, or must not be sent, with commas between", {
  isList: true,
  separator: ",",
});
const strict = yes("implied rules fail instead of warning");
const spec = file("judge by this OpenAPI document instead of the page's");
const ca = file("PEM file of an authority to trust besides the usual ones");
const providerVersion = text("version of the provider, such as its commit");
const buildUrl = text("URL of the build, shown by the broker");
const json = yes("write the result as JSON");
const stateMap = object(
  "FILE",
  (name) => readStateMap(parseBounded(readText(name, "the state map"), name)),
  readStateMap,
  "file that says what the consumers' names of provider states mean",
);

/** Which provider, and how to reach it. */
export const targetFlags = {
  url: url("base URL of the provider", {
    alias: "u",
    env: "OPENCX_BASE_URL",
    otherwise: "the embedded one",
  }),
  token: key("API key", { env: "OPENCX_API_KEY", beside: ["tokenCommand"], mayBeFunction: true }),
  tokenCommand: text("command that writes the API key; it is run again when the key has expired"),
  readOnlyToken: key("a valid key without chat-sessions:write, to judge 403", { mayBeEmpty: true }),
  header: header("a header for every request", { isList: true, alias: "H" }),
  ca,
  cert: file("PEM file of a client certificate and its key"),
  insecure: yes("take any certificate of the provider: for a test system only"),
  requestTimeout: duration("time for one request", { default: "10s" }),
  settle: duration("how long reads may lag behind writes", { default: `${DEFAULT_SETTLE_MS / 1000}s` }),
  wait: duration("wait so long for the provider to answer before it is judged", {
    otherwise: "no wait; with --start 60s",
  }),
  start: text("command that starts the provider; it is ended after the run"),
};

/** Those of them that say nothing of the embedded provider. */
export const OF_OTHER_PROVIDERS = [
  "token",
  "tokenCommand",
  "readOnlyToken",
  "header",
  "cert",
  "insecure",
  "start",
  "wait",
] as const satisfies readonly (keyof typeof targetFlags)[];

/** Those of them that say how to trust a provider over TLS. */
export const OF_TLS = ["ca", "cert", "insecure"] as const satisfies readonly (keyof typeof targetFlags)[];

const sessionFlags = {
  session: text("an existing session to use, where sessions cannot be created"),
  ticketingSink: address("HOST:PORT where the suite listens as the external ticketing system"),
};

/** What is written about a run. */
const reportFlags = {
  report: text("write a report, FORMAT or FORMAT=FILE", { isList: true }),
  reportDir: folder("folder for reports without a file name", { default: ".", needs: ["report"] }),
};

/** Evidence of a run, and the certificate that it may give. */
const recordingFlags = {
  evidenceLog: file("write all that was sent and received to this file, one case a line"),
  certificate: file("write a signed certificate to this file, its evidence beside it"),
  key: file("PEM file of the key to sign it with, from `certificate keygen`", { needs: ["certificate"] }),
  validDays: days("validity of the certificate in days", { default: "90", needs: ["certificate"] }),
};

export const providerFlags = {
  ...targetFlags,
  ...sessionFlags,
  name: text("what reports call the provider", { otherwise: "its URL" }),
  profile: choice(["canary", ...PROFILES], "how much is sent", {
    otherwise: "quick for a host that is not loopback, else standard",
  }),
  strict,
  seed: seed("seed of the random cases", { otherwise: "random" }),
  rule: text("judge these rules only: ids, globs, @file", { isList: true }),
  exclude: text("leave these rules out: ids, globs, @file", { isList: true }),
  with: choice(
    ["take-over", "agent"],
    "what a host that is not loopback is sent on demand only, with commas between",
    { isList: true, separator: "," },
  ),
  hostile: yes("send what looks like an attack to a host that is not loopback, too"),
  without,
  waivers: file("file of accepted deviations: one `id # reason, until YYYY-MM-DD` a line"),
  rateLimit: rate("maximum rate of requests, like 10/s or 100/m", {
    otherwise: "auto: as 429 answers ask",
  }),
  workers: count("cases to run in parallel", { default: String(DEFAULT_WORKERS), beside: ["session"] }),
  maxRequests: count("maximum number of requests", { otherwise: byProfile("maxRequests") }),
  maxSessions: count("maximum number of sessions to create", { otherwise: byProfile("maxSessions") }),
  maxTime: duration("time for the whole run", { otherwise: byProfile("maxTimeMs") }),
  maxFailures: count("end the run after this many rules have failed", { otherwise: "no limit" }),
  bail: yes("end the run at the first rule that fails", { beside: ["maxFailures"] }),
  shard: shard("judge this part of the cases only, like 1/4; `report merge` puts the parts together"),
  failOn: choice(
    ["fail", "warn", "change"],
    "what ends in exit 1; warn is --strict, change is --fail-on-change",
    {
      default: "fail",
    },
  ),
  spec,
  ticketingWait: duration("how long the sink listens after the last send", {
    otherwise: "10s; embedded provider: 0s",
  }),
  baseline: file("report.json of an earlier run, to compare the behaviour with"),
  failOnChange: yes("exit 1 where the behaviour differs from that of --baseline"),
  ...reportFlags,
  full: yes("print all evidence of every failure, not only what fits one screen"),
  ...recordingFlags,
  evidence: file("judge this evidence log again, and send nothing"),
  har: file("judge this recording (HAR 1.2), and send nothing"),
  providerVersion,
  watch: yes("judge again whenever the provider answers anew, what was broken first"),
  dryRun: yes("say what would be sent, and send nothing"),
};

const consumerFlags = {
  name: text("what reports call the program", { otherwise: "its command" }),
  consumerVersion: text("version of the program that a certificate names", {
    needs: ["certificate", "evidenceLog"],
  }),
  listen: port("wait for the program on this port instead; 0 is any free one"),
  host: text("address to wait on, with --listen", { default: "127.0.0.1", needs: ["listen"] }),
  for: duration("how long to wait, with --listen", { otherwise: "until Ctrl-C", needs: ["listen"] }),
  har: file("judge this recording (HAR 1.2) instead"),
  profile: choice(PROFILES, "how many conditions the program is put through", {
    default: "standard",
    beside: ["condition"],
  }),
  condition: choice(
    conditions.map(({ name }) => name),
    "run it under this condition only, besides happy",
    { isList: true, otherwise: "those of the profile" },
  ),
  intercept: yes("answer for https://api.open.cx, too", { default: "yes" }),
  allowHost: host("another host that the program may reach, like api.example.com or *.example.com", {
    isList: true,
    needs: ["intercept"],
  }),
  session: text("a session id that the program knows; the first is its OPENCX_SESSION_ID", { isList: true }),
  timeout: duration("time for one run of the program", { default: "30s" }),
  idle: duration("end a program that has sent and written nothing for this time after a request", {
    default: "10s",
  }),
  pact: file("write the program's Pact (version 4) to this file"),
  ...recordingFlags,
  strict,
  ...reportFlags,
};

const ofBroker = { mayBeEmpty: true, needs: ["brokerUrl"] } as const;

/** How to reach a Pact Broker. */
const brokerFlags = {
  brokerUrl: brokerUrl("URL of a Pact Broker; its credentials are sent there alone", {
    alias: "b",
    env: "PACT_BROKER_BASE_URL",
    mayBeEmpty: true,
  }),
  brokerToken: key("token for it", { env: "PACT_BROKER_TOKEN", ...ofBroker }),
  brokerUsername: text("user name for it", {
    env: "PACT_BROKER_USERNAME",
    ...ofBroker,
    beside: ["brokerToken"],
  }),
  brokerPassword: text("password for it", {
    env: "PACT_BROKER_PASSWORD",
    ...ofBroker,
    beside: ["brokerToken"],
  }),
  brokerTimeout: duration("time for one request to it, or to a URL of a pact", { default: "30s" }),
  ca,
};

const neededBrokerFlags = { ...brokerFlags, brokerUrl: required(brokerFlags.brokerUrl) };

const verifyFlags = {
  ...targetFlags,
  patience: duration("time to wait out 429 and 503 answers", { default: "1m" }),
  requestLimit: yes("the provider limits requests: verify what needs its limit used up"),
  stateMap,
  ...brokerFlags,
  providerName: text("name of the provider in the broker", { default: "opencx", beside: ["arguments"] }),
  consumerVersionSelector: object(
    "JSON",
    parseSelector,
    (value) => value,
    "which pacts of the broker, as JSON",
    {
      isList: true,
      otherwise: "main branches, deployed and released",
      beside: ["arguments"],
    },
  ),
  enablePending: yes("pacts that were never verified fail without counting", { beside: ["arguments"] }),
  includeWipPactsSince: date("verify pacts in progress since this day as pending; needs --enable-pending", {
    beside: ["arguments"],
  }),
  publish: yes("publish the results to the broker; inconclusive ones never are"),
  providerVersion,
  providerBranch: text("branch of the provider that is verified"),
  buildUrl,
  json,
};

/** The options of each command that has some, under its words. */
export const commandFlags = {
  provider: providerFlags,
  consumer: consumerFlags,
  mock: {
    port: port("port to listen on", { otherwise: "any free one" }),
    token: key("the key that it accepts", { default: "test-key" }),
    readOnlyToken: key("a second key that it accepts, for reading only"),
    ticketingUrl: text("URL of an external ticketing system that messages are reported to"),
    fault: text("a planted defect, by name", { beside: ["variant"] }),
    variant: text("a legal variant, by name"),
    latency: duration("wait before each answer", { default: "0ms" }),
    listFaults: yes("list the faults, by the area of the rules that they break, and end"),
    listVariants: yes("list the variants, by what they are about, and end"),
    area: text("list those of one area only, such as rejection", { needs: ["listFaults", "listVariants"] }),
  },
  "rules list": {},
  "rules explain": {},
  replay: {
    ...targetFlags,
    ...sessionFlags,
    url: url("base URL of the provider", { alias: "u", otherwise: "the one of the report" }),
    session: text("an existing session to use", { otherwise: "the one of the report" }),
    settle: duration("how long reads may lag behind writes", { otherwise: "as in the report" }),
    requestTimeout: duration("time for one request", { otherwise: "as in the report" }),
    spec: file("the OpenAPI document of the run", { otherwise: "the one of the report" }),
  },
  init: {
    kind: choice(["provider", "consumer"], "what is to be judged", {
      otherwise: "a question on a terminal, else provider",
    }),
    url: url("URL of the provider", { alias: "u", otherwise: "a question, else http://127.0.0.1:8080" }),
    start: text("command that starts the provider", { otherwise: "a question, else npm start" }),
    program: text("command that runs the consumer", { otherwise: "a question, else npm start" }),
    ci: choice(["github", "gitlab", "none"], "which job to write", { otherwise: "a question, else none" }),
  },
  doctor: { ...targetFlags, url: required(targetFlags.url), ...sessionFlags, without },
  "report merge": reportFlags,
  "report render": {
    report: text("the format to write, FORMAT or FORMAT=FILE", { isList: true, required: true }),
    reportDir: reportFlags.reportDir,
  },
  "pact verify": verifyFlags,
  "pact compare": { spec, stateMap, strict, ...brokerFlags, json },
  "pact publish": {
    ...neededBrokerFlags,
    consumerVersion: text("version of the consumer, such as its commit", { alias: "a", required: true }),
    branch: text("branch of the consumer"),
    tag: text("a tag for the version", { isList: true }),
    buildUrl,
  },
  "pact can-i-deploy": {
    ...neededBrokerFlags,
    pacticipant: text("name of the application in the broker", { alias: "a", required: true }),
    version: text("version of it", { alias: "e", required: true }),
    toEnvironment: text("environment that it is to be deployed to", { required: true }),
    retryWhileUnknown: whole("ask again this many times while results are missing", { default: "0" }),
    retryInterval: duration("time between two such questions", {
      default: "10s",
      needs: ["retryWhileUnknown"],
    }),
  },
  "pact from-report": {
    out: file("the pact file to write", { alias: "o", required: true }),
    rule: text("write the counterexample of this rule only", { isList: true, needs: ["arguments"] }),
    corpus: yes("write the boundary corpus"),
    consumer: text("name of the consumer in the pact", { default: "opencx-conformance" }),
  },
  "certificate keygen": { out: folder("folder for the two files", { default: "." }) },
  "certificate verify": {
    publicKey: file("PEM file of the issuer's public key", { required: true }),
    evidence: file("the evidence log", { otherwise: "the file that the certificate names, beside it" }),
    spec,
    subject: text("demand that it is about the provider or program of this name"),
    profile: choice(PROFILES, "demand that the run had this profile, or a larger one"),
    badge: file("write an SVG badge to this file"),
  },
  diff: {
    failOn: choice(failOnLevels, "the mildest level that fails: breaking, risky, or none to report only", {
      default: "breaking",
    }),
    waivers: file(
      "file of accepted changes: one `id # reason, until YYYY-MM-DD` a line, the id or the fingerprint",
    ),
    today: date("the day to judge sunset dates and waivers by", { otherwise: "today" }),
    pact: text("a pact, or a folder of them: names the consumers that break", { isList: true }),
    operation: text("look at one operation only: 'METHOD /path'"),
    safe: yes("show the safe changes, too"),
    list: yes("list every change that can be reported: id, level, direction, meaning"),
    report: text("write a report, FORMAT or FORMAT=FILE", { isList: true }),
    reportDir: reportFlags.reportDir,
  },
} satisfies Readonly<Record<string, Flags>>;

/** Options of every command, which no configuration file holds. */
export const commonFlags = {
  config: file("configuration file to read", {
    otherwise: "opencx-conformance.config.ts, .json or .yaml, if there is one",
  }),
  verbose: yes("show the stack of an internal error"),
};

/** The options at the top of a configuration file; they hold for every command that shares them. */
export const topFlags: Flags = { ...providerFlags, ...brokerFlags, stateMap };

/** Whether an option of a command may stand at the top of a configuration file. */
export function isTop(command: CommandName, option: string): boolean {
  const flag = (commandFlags[command] as Flags)[option];
  return flag !== undefined && topFlags[option] === (flag.sameAs ?? flag);
}

export type CommandName = keyof typeof commandFlags;
export type OptionOf<N extends CommandName> = keyof (typeof commandFlags)[N] & string;
export type CommandOptions<N extends CommandName> = Options<(typeof commandFlags)[N]> & Origins;

export interface Origins {
  /** Where each option that is given stands, for messages: `--max-time`, a variable, or a place in a file. */
  readonly origins: ReadonlyMap<string, string>;
}

export type TargetOptions = Options<typeof targetFlags> & Options<typeof sessionFlags>;
export type BrokerOptions = Options<typeof brokerFlags>;
export type RecordingOptions = Options<typeof recordingFlags>;
