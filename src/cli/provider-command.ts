import { randomBytes } from "node:crypto";
import { counted } from "../counted.ts";
import type { ProviderRunOptions } from "../evidence/header.ts";
import type { Omission } from "../evidence/omission.ts";
import type { Waiver } from "../evidence/waivers.ts";
import { lacking } from "../http/credentials.ts";
import { collectDrift } from "../impact/behaviour/collect-drift.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { type Report, reportOf } from "../reports/report.ts";
import { waive } from "../reports/waive.ts";
import { possessions, type Target } from "../running/execution-context.ts";
import { plan } from "../running/plan.ts";
import { boundsOf } from "../running/profiles.ts";
import { callsOf } from "../running/requests-of.ts";
import { type RunEvent, type RunOptions, runConformance } from "../running/run.ts";
import type { Contract } from "../send-message/contract/contract.ts";
import { rules } from "../send-message/rules/registry.ts";
import { stepsWithout } from "../send-message/scenarios/steps-without.ts";
import { UsageError } from "../usage-error.ts";
import { type Baseline, codeWithBaseline, readBaseline, withBaseline } from "./baseline.ts";
import { didYouMean } from "./closest.ts";
import type { Behaviour } from "./command.ts";
import { suiteFacts } from "./command-name.ts";
import { type CommandOptions, OF_OTHER_PROVIDERS, OF_TLS } from "./flags.ts";
import { exitCodeOf, interruption } from "./guard.ts";
import { mode } from "./ignored.ts";
import type { Recording } from "./judge-recording.ts";
import { contractIn, waiversIn } from "./named-files.ts";
import { outputFor } from "./output-file.ts";
import { followProgress } from "./progress.ts";
import { openReadyTarget } from "./ready-target.ts";
import { openRecording, signingKey } from "./recording.ts";
import { selectRules } from "./select-rules.ts";
import {
  checkSettings,
  failsOnChange,
  isStrict,
  reportedSettings,
  type Settings,
  settingsOf,
} from "./settings.ts";
import { type Opened, openTarget } from "./target.ts";
import { watchProvider } from "./watch-provider.ts";
import {
  beginReports,
  checkFormats,
  presentReport,
  reportEvent,
  type WantedReport,
} from "./write-reports.ts";

/** How long the ticketing system is listened to after the last send, in milliseconds: it may be told late. */
const DEFAULT_TICKETING_WAIT_MS = 10_000;

/** What is read whether a run is judged or a recording. */
const OF_ANY_JUDGEMENT = [
  "name",
  "spec",
  "rule",
  "exclude",
  "strict",
  "failOn",
  "waivers",
  "baseline",
  "failOnChange",
  "report",
  "reportDir",
  "full",
] as const;

/** Judges a provider: the embedded one, or the one at a URL. */
export const providerCommand: Behaviour<"provider"> = {
  modes: [
    mode("provider", ["evidence", ...OF_ANY_JUDGEMENT], judgeRecorded),
    mode("provider", ["har", "settle", ...OF_ANY_JUDGEMENT], judgeRecorded),
  ],
  ignored: [
    // The embedded provider is judged only where nothing points to another one: a variable that is missing in CI must
    // not turn a run into one that is green for ever.
    {
      options: [
        ...OF_OTHER_PROVIDERS,
        ...(["ca", "session", "ticketingSink", "name", "providerVersion", "rateLimit"] as const),
      ],
      needs: ["url", "evidence", "har"],
      wherever: true,
    },
    { options: ["providerVersion"], needs: ["certificate", "evidenceLog"] },
    { options: ["ticketingWait"], beside: ["url"], needs: ["ticketingSink"] },
    // A watched provider is one that the user starts again and again.
    { options: ["watch"], needs: ["url"], wherever: true },
    { options: ["watch"], beside: ["start", "certificate", "dryRun"], wherever: true },
    { options: ["certificate"], beside: ["insecure", "shard"], wherever: true },
    { options: ["certificate"], needs: ["key"], wherever: true },
    { options: OF_TLS, needs: ["https"] },
    // The shards of one run are drawn from one seed.
    { options: ["shard"], needs: ["seed"], wherever: true },
  ],
  run: (options) => (options.watch ? watchProvider(options, judge) : judge(options)),
};

/** Judges once, until Ctrl-C unless a signal is given, and gives the exit code. @throws UsageError */
async function judge(
  options: CommandOptions<"provider">,
  given?: AbortSignal,
  tell: (report: Report) => void = () => {},
): Promise<number> {
  const settings = settingsOf(options);
  checkSettings(settings);
  const formats = checkFormats(settings.report ?? [], settings.reportDir);
  const contract = await contractIn(settings.spec);
  const waivers = waiversIn(settings.waivers);
  const writing: Writing = { formats, waivers, baseline: await readBaseline(settings) };
  signingKey(settings);
  // Until here, Ctrl-C ends the command at once: nobody writes to a pipe that was named as a file, perhaps.
  const signal = given ?? interruption();
  const runOptions = runOptionsOf(settings, contract, signal);
  const opened = settings.dryRun ? await openTarget(settings) : await openReadyTarget(settings, signal);
  try {
    if (settings.dryRun) return printPlan(settings, opened, runOptions);
    const { url, embedded } = opened;
    const name = settings.name ?? (embedded ? "the embedded provider" : url);
    const judged = { kind: "provider", name, url } as const;
    const subject = { ...judged, embedded };
    const recording = openRecording(
      settings,
      {
        subject: withoutUndefined({ ...judged, version: settings.providerVersion }),
        run: recordedRun(runOptions, opened.target),
      },
      contract,
    );
    const drift = collectDrift(contract);
    const facts = { subject, suite: suiteFacts(contract.digest), startedAt: new Date().toISOString() };
    beginReports(formats, facts);
    const follow = (event: RunEvent) => {
      reportEvent(formats, event);
      if (event.type !== "judged") return;
      recording.keep?.(event.case);
      drift.add(event.case.exchanges);
    };
    const events = runConformance(opened.target, runOptions);
    const result = await followProgress(events, process.stderr, follow);
    const report = reportOf(result, {
      ...facts,
      strict: settings.strict,
      settings: reportedSettings(settings),
      drift: drift.drift(),
    });
    const code = finish(report, settings, writing);
    tell(report);
    return recording.end(report, outputFor(formats), code);
  } finally {
    await opened.close();
  }
}

function runOptionsOf(settings: Settings, contract: Contract, signal: AbortSignal): RunOptions {
  const { profile, seed, strict, shard, without, rateLimit } = settings;
  const { maxRequests, maxSessions, maxTime: maxTimeMs, settle: settleMs } = settings;
  const ratePerSecond = rateLimit === "auto" ? undefined : rateLimit;
  return withoutUndefined({
    ...{ contract, profile, seed, strict, shard, without, signal },
    rules: selectRules(rules, settings.rule, settings.exclude),
    nonce: randomBytes(4).toString("hex"),
    maxFailures: settings.maxFailures ?? (settings.bail ? 1 : undefined),
    ticketingWaitMs:
      settings.ticketingWait ?? (settings.ticketingSink === undefined ? 0 : DEFAULT_TICKETING_WAIT_MS),
    workers: settings.workers,
    bounds: boundsOf(profile, { maxRequests, maxSessions, maxTimeMs, settleMs, ratePerSecond }),
  });
}

/** What the first line of the evidence says of a run. */
function recordedRun(options: RunOptions, target: Target): ProviderRunOptions {
  const { profile, seed, nonce, strict, without, bounds, rules } = options;
  return withoutUndefined({
    ...{ kind: "provider" as const, profile, seed, nonce, strict, without },
    rules: rules.map(({ id }) => id),
    has: possessions(target),
    keyLacks: lacking(target.keys),
    session: target.session,
    settleMs: bounds.settleMs,
  });
}

/** What is written about a run, and what is accepted of it. */
interface Writing {
  readonly formats: readonly WantedReport[];
  readonly waivers: readonly Waiver[];
  readonly baseline: Baseline | undefined;
}

type Judging = Pick<CommandOptions<"provider">, (typeof OF_ANY_JUDGEMENT)[number]>;

/** Judges what was recorded, and sends nothing. @throws UsageError */
async function judgeRecorded(options: Judging & Recording): Promise<number> {
  const formats = checkFormats(options.report ?? [], options.reportDir);
  const contract = await contractIn(options.spec);
  const waivers = waiversIn(options.waivers);
  // What reads recordings takes its time to load.
  const { judgeRecording } = await import("./judge-recording.ts");
  const report = await judgeRecording({ ...options, strict: isStrict(options) }, contract);
  const { profile } = report;
  const failOnChange = failsOnChange(options, profile);
  const baseline = await readBaseline({ ...options, failOnChange, profile });
  return finish(report, options, { formats, waivers, baseline });
}

function finish(
  whole: Report,
  settings: Pick<Judging, "full" | "waivers">,
  { formats, waivers, baseline }: Writing,
): number {
  const judged = waive(whole, waivers, new Date().toISOString().slice(0, 10));
  const { stale } = judged;
  const report = withBaseline(judged.report, baseline);
  const out = presentReport(report, formats, settings.full);
  const ids = rules.map(({ id }) => id);
  for (const { id, line, cause } of stale) {
    const why = cause === "expired" ? "has expired" : "does not fail";
    const what = ids.includes(id)
      ? `${why}; take it out`
      : `is not a rule; ${didYouMean(id, ids, "take it out")}`;
    out.write(`  stale waiver: ${settings.waivers}:${line} ${id} ${what}\n`);
  }
  if (stale.length > 0) return 1;
  return codeWithBaseline(report, baseline, exitCodeOf(report.verdict));
}

function printPlan(settings: Settings, opened: Opened, options: RunOptions): number {
  const has = possessions(opened.target);
  const without = settings.without ?? [];
  const changed = new Map<Omission, number>(without.map((omission) => [omission, 0]));
  let [cases, sessions, contacts, sends] = [0, 0, 0, 0];
  for (const { steps } of plan(options.contract, { ...options, has, without: [] })) {
    if (sends >= options.bounds.maxRequests) break;
    cases += 1;
    for (const [omission, count] of changed) {
      const left = stepsWithout(steps, [omission]);
      changed.set(omission, count + left.filter((step, index) => step !== steps[index]).length);
    }
    for (const step of stepsWithout(steps, without)) {
      const calls = callsOf(step, opened.target.session);
      sends += calls.length;
      sessions += calls.filter((operation) => operation === "createSession").length;
      if (step.do === "create-contact" || (step.do === "create-session" && step.body.contact !== undefined))
        contacts += 1;
    }
  }
  const leftOut = [...changed].map(([omission, count]) => `${omission} (${counted(count, "request")})`);
  process.stdout.write(
    `nothing was sent to ${opened.embedded ? "the embedded provider" : opened.url}\n  ${counted(options.rules.length, "rule")}, ${counted(cases, "case")}, about ${counted(sends, "request")} besides polling, ${counted(sessions, "session")}, at most ${counted(contacts, "contact")}, profile ${settings.profile}, seed ${settings.seed}\n${leftOut.length === 0 ? "" : `  left out: ${leftOut.join(", ")}\n`}`,
  );
  if (cases === 0)
    throw new UsageError(
      "the plan is empty: no scenario of this profile feeds the chosen rules",
      "choose a larger --profile, or other rules",
    );
  return 0;
}
