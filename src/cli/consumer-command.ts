import { basename } from "node:path";
import { readHar } from "../consumer-harness/har.ts";
import { listenForConsumer } from "../consumer-harness/listen-for-consumer.ts";
import { runConsumer } from "../consumer-harness/run-consumer.ts";
import { EVIDENCE_SCHEMA, type EvidenceHeader } from "../evidence/header.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { consumerPact } from "../pact/written/consumer-pact.ts";
import { consumerReport } from "../reports/consumer-report.ts";
import type { Report } from "../reports/report.ts";
import { textReport } from "../reports/text.ts";
import { type Condition, conditions, conditionsOf } from "../send-message/consumer-rules/conditions.ts";
import { type JudgedConsumer, judgeConsumer } from "../send-message/consumer-rules/judge-consumer.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { UsageError } from "../usage-error.ts";
import { command } from "./command.ts";
import { COMMAND, suiteFacts } from "./command-name.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { CommandOptions } from "./flags.ts";
import { interruption } from "./guard.ts";
import { hasColour } from "./has-colour.ts";
import { outputFor, prepareOutput, writeOutput } from "./output-file.ts";
import { programDigest, shownCommand } from "./program-file.ts";
import { endRecording, openRecording, signingKey } from "./recording.ts";
import { checkFormats, tellWritten, writeReports } from "./write-reports.ts";

type ConsumerOptions = CommandOptions<"consumer">;

/** Judges a program that talks to the API: by running it, by waiting for it, or by a recording of it. */
export const consumerCommand = command("consumer", {
  brief:
    "runs a program against a recording sandbox and judges what it sends: consumer [options] -- COMMAND...",
  arguments: { any: { brief: "the program and its arguments, behind --", placeholder: "COMMAND" } },
  async run(flags, ...command: string[]) {
    const formats = checkFormats(flags.report ?? [], flags.reportDir);
    const chosen = chosenConditions(flags);
    signingKey(flags);
    if (flags.certificate !== undefined && !isStaged(flags))
      throw new UsageError(
        "certificate-needs-profile",
        "a certificate needs a run under all conditions of a profile",
        "leave --condition, --listen and --har out, or --certificate",
      );
    const digest = programDigest(command);
    for (const [file, what] of [
      [flags.pact, "the pact"],
      [flags.certificate, "the certificate"],
      [flags.evidenceLog, "the evidence"],
    ] as const)
      if (file !== undefined) prepareOutput(file, what);
    const startedAt = new Date().toISOString();
    const run = await judged(flags, command, chosen);
    const report = consumerReport(run, profileName(flags), {
      ...(flags.har === undefined ? { startedAt } : {}),
      subject: { kind: "consumer", name: flags.name ?? nameOf(flags, command), embedded: false },
      suite: suiteFacts(pageContract.digest),
      strict: flags.strict,
    });
    const out = outputFor(formats);
    out.write(`\n${textReport(report, { colour: hasColour(out), whole: true, command: COMMAND })}\n`);
    const written = writeReports(report, formats);
    tellWritten(written, out);
    if (flags.pact !== undefined) writePact(run, report.subject.name, flags.pact, out);
    const recording = openRecording(flags, headerOf(flags, report, command, digest), pageContract);
    recording.keep?.(run.case);
    return endRecording(recording, report, out, exitCodeOf(report.verdict));
  },
});

/** Whether the program is run under all conditions of a profile. */
function isStaged({ har, listen, condition }: ConsumerOptions): boolean {
  return har === undefined && listen === undefined && condition === undefined;
}

/** The first line of the evidence of a run. */
function headerOf(
  flags: ConsumerOptions,
  { subject, suite, strict }: Report,
  command: readonly string[],
  digest: string | undefined,
): EvidenceHeader {
  const { name, version, contract } = suite;
  const shown = command.length === 0 ? undefined : shownCommand(command);
  const profile = isStaged(flags) ? flags.profile : undefined;
  return {
    schema: EVIDENCE_SCHEMA,
    ...{ suite: { name, version }, contract },
    subject: withoutUndefined({
      kind: "consumer" as const,
      name: subject.name,
      version: flags.consumerVersion,
      digest,
      command: shown,
    }),
    run: withoutUndefined({ kind: "consumer" as const, strict, profile }),
  };
}

/** Writes the pact of a run, and says where; or why there is none. */
function writePact(run: JudgedConsumer, name: string, file: string, out: NodeJS.WritableStream): void {
  const pact = consumerPact(run.case, name);
  const problem = pact === undefined ? undefined : writeOutput(file, pact);
  out.write(
    pact === undefined
      ? "  no pact was written: nothing that was sent is valid and was accepted\n"
      : `  ${problem ?? `written: ${file}`}\n`,
  );
}

async function judged(
  flags: ConsumerOptions,
  command: readonly string[],
  chosen: readonly Condition[],
): Promise<JudgedConsumer> {
  const { har, listen, strict, session: sessions = [] } = flags;
  const ways = [command.length > 0, listen !== undefined, har !== undefined].filter(Boolean).length;
  if (ways !== 1)
    throw new UsageError(
      "which-consumer",
      ways === 0 ? "no program was named" : "a command, --listen and --har exclude each other",
      "put the program behind --, as in: consumer --name acme-bot -- node bot.js",
    );
  if (har !== undefined) return judgeConsumer(await readHar(har), strict);
  const common = { strict, sessions, signal: interruption() };
  if (listen !== undefined) {
    const { host, for: forMs } = flags;
    const own = process.env.OPENCX_API_KEY || undefined;
    return listenForConsumer({
      ...withoutUndefined({ ...common, port: listen, condition: chosen.at(-1)!, host, forMs, apiKey: own }),
      onReady: ({ url, apiKey }) => {
        const key = apiKey === own ? "the key of OPENCX_API_KEY" : `the key ${apiKey}`;
        const end = forMs === undefined ? "Ctrl-C ends it" : `for ${forMs / 1000} s`;
        process.stderr.write(`waiting at ${url} for requests with ${key}; ${end}\n`);
      },
    });
  }
  return runConsumer({
    ...common,
    command,
    conditions: chosen,
    intercept: flags.intercept,
    allowHosts: flags.allowHost ?? [],
    timeoutMs: flags.timeout,
    idleMs: flags.idle,
    stdout: process.stdout,
    stderr: process.stderr,
    onRun: ({ name, title }, again) => {
      process.stderr.write(`-- ${name}${again ? ", once more" : ""}: ${title}\n`);
    },
  });
}

/** Happy comes first: the others are compared with it. */
function chosenConditions({ condition, profile, listen }: ConsumerOptions): readonly Condition[] {
  if (condition === undefined)
    return listen === undefined ? conditionsOf(profile) : conditionsOf("quick").slice(0, 1);
  if (listen !== undefined && condition.length > 1)
    throw new UsageError("one-condition", "--listen takes one --condition", "listen once for each");
  return conditions.filter(({ name }) => name === "happy" || condition.includes(name));
}

function profileName({ condition, profile, listen, har }: ConsumerOptions): string {
  if (har !== undefined) return "recording";
  if (condition !== undefined) return `conditions ${condition.join(", ")}`;
  return listen === undefined ? `profile ${profile}` : "listening";
}

function nameOf({ har, listen }: ConsumerOptions, command: readonly string[]): string {
  if (har !== undefined) return basename(har);
  return listen === undefined ? command.join(" ") : "the consumer";
}
