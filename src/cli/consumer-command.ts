import { basename } from "node:path";
import { type HarRecording, readHar, type Unknown } from "../consumer-harness/har.ts";
import { listenForConsumer } from "../consumer-harness/listen-for-consumer.ts";
import { runConsumer } from "../consumer-harness/run-consumer.ts";
import type { Profile } from "../evidence/profile.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { consumerPact } from "../pact/written/consumer-pact.ts";
import { consumerReport } from "../reports/consumer-report.ts";
import { type Condition, conditions, conditionsOf } from "../send-message/consumer-rules/conditions.ts";
import { type JudgedConsumer, judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { UsageError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import { suiteFacts } from "./command-name.ts";
import type { CommandOptions } from "./flags.ts";
import { exitCodeOf, interruption, refusePort } from "./guard.ts";
import { mode } from "./ignored.ts";
import { outputFor, prepareOutput, writeOutput } from "./output-file.ts";
import { programDigest, shownCommand } from "./program-file.ts";
import { openRecording, type Recorded, signingKey } from "./recording.ts";
import { beginReports, checkFormats, presentReport, reportEvent } from "./write-reports.ts";

type ConsumerOptions = CommandOptions<"consumer">;

/** What is read whichever way the program is judged. */
const OF_ANY = ["name", "consumerVersion", "pact", "evidenceLog", "strict", "report", "reportDir"] as const;

/** Judges a program that talks to the API: by running it, by waiting for it, or by a recording of it. */
export const consumerCommand: Behaviour<"consumer"> = {
  modes: [
    mode("consumer", ["har", ...OF_ANY], ({ har, ...options }) =>
      judge(options, { name: basename(har!), shownAs: "recording" }, async () => {
        const recording = readHar(har!);
        return judgeConsumer(recording.case, options.strict, whyPartial(recording));
      }),
    ),
    mode("consumer", ["listen", "host", "for", "condition", "session", ...OF_ANY], async (options) => {
      const { condition = ["happy"] } = options;
      if (condition.length > 1)
        throw new UsageError("--listen takes one --condition", "listen once for each");
      const shownAs = options.condition === undefined ? "listening" : `conditions ${condition[0]}`;
      return judge(options, { name: "the consumer", shownAs, startedAt: now() }, () =>
        listenFor(options, chosenConditions(condition).at(-1)!),
      );
    }),
  ],
  // A certificate is about all conditions of a profile.
  ignored: [
    { options: ["certificate"], beside: ["condition"], wherever: true },
    { options: ["certificate"], needs: ["key"], wherever: true },
  ],
  async run(options, ...command: string[]) {
    const { condition, profile } = options;
    if (!command[0]?.trim())
      throw new UsageError(
        "no program was named",
        "put the program behind --, as in: consumer --name acme-bot -- node bot.js",
      );
    const conditions = condition === undefined ? conditionsOf(profile) : chosenConditions(condition);
    const way = {
      name: command.join(" "),
      shownAs: condition === undefined ? `profile ${profile}` : `conditions ${condition.join(", ")}`,
      startedAt: now(),
      profile: condition === undefined ? profile : undefined,
      program: { digest: programDigest(command), command: shownCommand(command) },
    };
    return judge(options, way, () => runProgram(options, command, conditions));
  },
};

/** Why a recording does not show what a program sent; `undefined` where it does. */
function whyPartial({ case: { received }, unknown }: HarRecording): string | undefined {
  const first = (what: keyof Unknown) =>
    received.find(({ operation }, index) => operation === "sendMessage" && unknown[index]![what])?.request;
  const [bare, untimed] = [first("body"), first("time")];
  if (bare !== undefined)
    return `the recording does not hold the body of ${bare.method} ${bare.path}: export it with content`;
  return untimed && `the recording does not say when ${untimed.method} ${untimed.path} began`;
}

/** The way in which a program is judged. */
interface Way {
  /** What it is called unless the user says otherwise. */
  readonly name: string;
  /** What reports show as the profile. */
  readonly shownAs: string;
  /** Absent where it is judged by a recording. */
  readonly startedAt?: string;
  /** The profile of which all conditions are staged. */
  readonly profile?: Profile | undefined;
  readonly program?: { readonly digest: string | undefined; readonly command: readonly string[] };
}

/** Judges a program, writes what was asked for, and gives the exit code. @throws UsageError */
async function judge(
  options: Pick<ConsumerOptions, (typeof OF_ANY)[number]> & Recorded,
  { name: usual, shownAs, startedAt, profile, program }: Way,
  run: () => Promise<JudgedConsumer>,
): Promise<number> {
  const { strict, certificate, evidenceLog, name = usual, consumerVersion: version } = options;
  const formats = checkFormats(options.report ?? [], options.reportDir);
  signingKey(options);
  for (const [file, what] of [
    [options.pact, "the pact"],
    [certificate, "the certificate"],
    [evidenceLog, "the evidence"],
  ] as const)
    if (file !== undefined) prepareOutput(file, what);
  const judged = await run();
  const suite = suiteFacts(pageContract.digest);
  const subject = { kind: "consumer", name } as const;
  const facts = { ...withoutUndefined({ startedAt }), subject: { ...subject, embedded: false }, suite };
  const report = consumerReport(judged, shownAs, { ...facts, strict });
  // Some formats hold more than a report does.
  beginReports(formats, facts);
  reportEvent(formats, { type: "judged", case: judged.case, requests: report.stats.requests, broken: [] });
  outputFor(formats).write("\n");
  const out = presentReport(report, formats, true);
  if (options.pact !== undefined) {
    const pact = consumerPact(judged.case, name);
    const written =
      pact === undefined
        ? "no pact was written: nothing that was sent is valid and was accepted"
        : (writeOutput(options.pact, pact) ?? `written: ${options.pact}`);
    out.write(`  ${written}\n`);
  }
  const about = {
    subject: withoutUndefined({ ...subject, version, ...program }),
    run: withoutUndefined({ kind: "consumer" as const, strict, profile }),
  };
  const recording = openRecording(options, about, pageContract);
  recording.keep?.(judged.case);
  return recording.end(report, out, exitCodeOf(report.verdict));
}

const now = () => new Date().toISOString();

function listenFor(
  { listen, host, for: forMs, strict, session: sessions = [] }: ListenOptions,
  condition: Condition,
): Promise<JudgedConsumer> {
  const own = process.env.OPENCX_API_KEY || undefined;
  return listenForConsumer({
    ...withoutUndefined({ port: listen!, host, forMs, apiKey: own }),
    ...{ strict, sessions, condition, signal: interruption() },
    onReady: ({ url, apiKey }) => {
      const key = apiKey === own ? "the key of OPENCX_API_KEY" : `the key ${apiKey}`;
      const end = forMs === undefined ? "Ctrl-C ends it" : `for ${forMs / 1000} s`;
      process.stderr.write(`waiting at ${url} for requests with ${key}; ${end}\n`);
    },
  }).catch(refusePort(listen, host));
}

type ListenOptions = Pick<ConsumerOptions, "listen" | "host" | "for" | "strict" | "session">;

function runProgram(
  { strict, session: sessions = [], intercept, allowHost: allowHosts = [], timeout, idle }: ConsumerOptions,
  command: readonly string[],
  conditions: readonly Condition[],
): Promise<JudgedConsumer> {
  return runConsumer({
    ...{ strict, sessions, command, conditions, intercept, allowHosts, timeoutMs: timeout, idleMs: idle },
    signal: interruption(),
    stdout: process.stdout,
    stderr: process.stderr,
    onRun: ({ name, title }, again) => {
      process.stderr.write(`-- ${name}${again ? ", once more" : ""}: ${title}\n`);
    },
  });
}

/** Happy comes first: the others are compared with it. */
function chosenConditions(condition: readonly string[]): readonly Condition[] {
  return conditions.filter(({ name }) => name === "happy" || condition.includes(name));
}
