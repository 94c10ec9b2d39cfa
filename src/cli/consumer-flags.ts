import type { ConsumerProfile } from "../consumer-harness/conditions.ts";
import { CONDITION_NAMES, type ConditionName } from "../send-message/consumer-rules/consumer-case.ts";
import { UsageError } from "../usage-error.ts";
import type { RecordingFlags } from "./recording.ts";
import { parseDays, parseDuration, parsePort } from "./values.ts";

/** Options of `consumer` as they were given. Times in milliseconds. */
export interface ConsumerFlags extends RecordingFlags {
  readonly name?: string;
  readonly consumerVersion?: string;
  readonly listen?: number;
  readonly host?: string;
  readonly for?: number;
  readonly har?: string;
  readonly profile?: ConsumerProfile;
  readonly condition?: readonly ConditionName[];
  readonly intercept?: boolean;
  readonly allowHost?: readonly string[];
  readonly session?: readonly string[];
  readonly timeout?: number;
  readonly idle?: number;
  readonly pact?: string;
  readonly strict?: boolean;
  readonly report?: readonly string[];
  readonly reportDir?: string;
  readonly verbose?: boolean;
}

/** The options of `consumer`, with their defaults. */
export const consumerFlags = {
  name: text("what reports call the program [its command]"),
  consumerVersion: text("version of the program that a certificate names"),
  listen: {
    kind: "parsed",
    parse: parsePort,
    brief: "wait for the program on this port instead; 0 is any free one",
    optional: true,
  },
  host: text("address to wait on, with --listen [127.0.0.1]"),
  for: duration("how long to wait, with --listen [until Ctrl-C]"),
  har: text("judge this recording (HAR 1.2) instead"),
  profile: {
    kind: "enum",
    values: ["quick", "standard", "thorough"],
    brief: "how many conditions the program is put through [standard]",
    optional: true,
  },
  condition: {
    kind: "enum",
    values: CONDITION_NAMES,
    brief: "run it under this condition only, besides happy (repeatable) [those of the profile]",
    optional: true,
    variadic: true,
  },
  intercept: { kind: "boolean", brief: "answer for https://api.open.cx, too [yes]", optional: true },
  allowHost: {
    kind: "parsed",
    parse: parseHost,
    brief: "another host that the program may reach, like api.example.com or *.example.com (repeatable)",
    optional: true,
    variadic: true,
  },
  session: {
    kind: "parsed",
    parse: String,
    brief: "a session id that the program knows; the first is its OPENCX_SESSION_ID (repeatable)",
    optional: true,
    variadic: true,
  },
  timeout: duration("time for one run of the program [30s]"),
  idle: duration("end a program that has sent and written nothing for this time after a request [10s]"),
  pact: text("write the program's Pact (version 4) to this file [none]"),
  evidenceLog: text("write all that was received to this file"),
  certificate: text("write a signed certificate to this file, its evidence beside it"),
  key: text("PEM file of the key to sign it with, from `certificate keygen`"),
  validDays: {
    kind: "parsed",
    parse: parseDays,
    brief: "validity of the certificate in days [90]",
    optional: true,
  },
  strict: {
    kind: "boolean",
    brief: "implied rules fail instead of warning [no]",
    optional: true,
    withNegated: false,
  },
  report: {
    kind: "parsed",
    parse: String,
    brief: "write a report, FORMAT or FORMAT=FILE (repeatable)",
    optional: true,
    variadic: true,
  },
  reportDir: text("folder for reports without a file name [.]"),
  verbose: {
    kind: "boolean",
    brief: "show the stack of a defect of the suite itself",
    optional: true,
    withNegated: false,
  },
} as const;

function text(brief: string) {
  return { kind: "parsed", parse: String, brief, optional: true } as const;
}

function duration(brief: string) {
  return { kind: "parsed", parse: parseDuration, brief, optional: true } as const;
}

function parseHost(value: string): string {
  if (/^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)) return value.toLowerCase();
  throw new UsageError(
    "bad-host",
    `"${value}" is no host name`,
    "write it without scheme, port and path, like api.example.com",
  );
}
