import {
  parseCount,
  parseDays,
  parseDuration,
  parseHeader,
  parseRate,
  parseSeed,
  parseShard,
  parseUrl,
} from "./values.ts";

const text = (brief: string) => ({ kind: "parsed", parse: String, brief, optional: true }) as const;
const texts = (brief: string) =>
  ({ kind: "parsed", parse: String, brief, optional: true, variadic: true }) as const;
const count = (brief: string) => ({ kind: "parsed", parse: parseCount, brief, optional: true }) as const;
const duration = (brief: string) =>
  ({ kind: "parsed", parse: parseDuration, brief, optional: true }) as const;
const yes = (brief: string) => ({ kind: "boolean", brief, optional: true, withNegated: false }) as const;

/** The options of `provider`, with their defaults. */
export const providerFlags = {
  url: {
    kind: "parsed",
    parse: parseUrl,
    brief: "base URL of the provider [the embedded one]",
    optional: true,
  },
  token: text("key for it [OPENCX_API_KEY]"),
  readOnlyToken: text("a valid key without chat-sessions:write, to judge 403 [none]"),
  header: {
    kind: "parsed",
    parse: parseHeader,
    brief: "a header for every request, 'Name: value' (repeatable)",
    optional: true,
    variadic: true,
  },
  session: text("an existing session to use, where sessions cannot be created [none]"),
  ca: text("PEM file of an authority to trust"),
  cert: text("PEM file of a client certificate and its key"),
  name: text("what reports call the provider [its URL]"),
  profile: {
    kind: "enum",
    values: ["quick", "standard", "thorough"],
    brief: "how much is sent [quick for a host that is not loopback, else standard]",
    optional: true,
  },
  strict: yes("implied rules fail instead of warning [no]"),
  seed: { kind: "parsed", parse: parseSeed, brief: "seed of the random cases [random]", optional: true },
  rule: texts("judge these rules only: ids, globs, @file (repeatable)"),
  exclude: texts("leave these rules out: ids, globs, @file (repeatable)"),
  waivers: text("file of accepted deviations: one `id # reason, until YYYY-MM-DD` a line"),
  rateLimit: {
    kind: "parsed",
    parse: parseRate,
    brief: "requests at most, like 10/s or 100/m [auto: as 429 answers ask]",
    optional: true,
  },
  workers: count("cases under way at once [4]"),
  requestTimeout: duration("time for one request [10s]"),
  settle: duration("time for a read to show a write [5s]"),
  maxRequests: count("requests at the most [1000, 10000 or 1000000, by profile]"),
  maxSessions: count("sessions created at the most [200, 3000 or 100000, by profile]"),
  maxTime: duration("time for the whole run [10m, 30m or 10m, by profile]"),
  maxFailures: count("end the run once so many rules have failed [no limit]"),
  bail: yes("end the run at the first rule that fails [no]"),
  shard: {
    kind: "parsed",
    parse: parseShard,
    brief: "judge this part of the cases only, like 1/4; `report merge` puts the parts together",
    optional: true,
  },
  wait: duration("wait so long for the provider to answer before it is judged [no; with --start: 60s]"),
  start: text("command that starts the provider; it is ended after the run"),
  failOn: {
    kind: "enum",
    values: ["fail", "warn", "change"],
    brief: "what ends in exit 1; warn is --strict, change is --fail-on-change [fail]",
    optional: true,
  },
  spec: text("judge by this OpenAPI document instead of the page's"),
  ticketingSink: text("HOST:PORT on which the suite listens as the external ticketing system"),
  ticketingWait: duration("how long the sink listens after the last send [10s; embedded provider: 0s]"),
  baseline: text("report.json of an earlier run, to compare the behaviour with"),
  failOnChange: yes("exit 1 where the behaviour differs from that of --baseline [no]"),
  report: texts("write a report, FORMAT or FORMAT=FILE (repeatable)"),
  reportDir: text("folder for reports without a file name [.]"),
  evidenceLog: text("write all that was sent and received to this file, one case a line"),
  evidence: text("judge this evidence log again, and send nothing"),
  har: text("judge this recording (HAR 1.2), and send nothing"),
  certificate: text("write a signed certificate to this file, its evidence beside it"),
  key: text("PEM file of the key to sign it with, from `certificate keygen`"),
  validDays: {
    kind: "parsed",
    parse: parseDays,
    brief: "validity of the certificate in days [90]",
    optional: true,
  },
  providerVersion: text("version of the provider that it names"),
  dryRun: yes("say what would be sent, and send nothing"),
  verbose: yes("show the stack of an internal error"),
} as const;
