import { randomBytes } from "node:crypto";
import { buildCommand } from "@stricli/core";
import { UsageError } from "../contract/errors.ts";
import { pageContract } from "../contract/page-contract.ts";
import { parseBounded } from "../contract/parse-document.ts";
import { perform } from "../engine/perform.ts";
import { tagOf } from "../engine/plan.ts";
import { retag } from "../engine/retag.ts";
import { RunState } from "../engine/run-state.ts";
import type { Report, ReportedRule } from "../reports/report.ts";
import { Look } from "../rules/look.ts";
import { rules } from "../rules/registry.ts";
import { guarded } from "./guard.ts";
import { providerFlags } from "./provider-flags.ts";
import { readText } from "./select-rules.ts";
import { type ProviderFlags, settingsOf } from "./settings.ts";
import { openTarget } from "./target.ts";

const {
  url: urlFlag,
  token,
  readOnlyToken,
  header,
  ca,
  cert,
  session,
  settle,
  ticketingSink,
  requestTimeout,
  verbose,
} = providerFlags;

type ReplayFlags = Pick<
  ProviderFlags,
  | "url"
  | "token"
  | "readOnlyToken"
  | "header"
  | "ca"
  | "cert"
  | "session"
  | "settle"
  | "ticketingSink"
  | "requestTimeout"
  | "verbose"
>;

/** Runs failures of a report again, exactly, against the provider of the report or another one. */
export const replayCommand = buildCommand<ReplayFlags, [string, string?]>({
  docs: { brief: "runs the failures of a report again, exactly: all of them, or that of one rule" },
  parameters: {
    flags: {
      url: urlFlag,
      token,
      readOnlyToken,
      header,
      ca,
      cert,
      session,
      settle,
      ticketingSink,
      requestTimeout,
      verbose,
    },
    aliases: { u: "url", H: "header" },
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "a report in JSON", parse: String, placeholder: "REPORT" },
        { brief: "id of a rule that it shows broken", parse: String, placeholder: "RULE", optional: true },
      ],
    },
  },
  func: guarded(async (flags: ReplayFlags, file: string, id?: string) => {
    const report = readReport(file);
    const failures = report.rules.filter(
      (rule) => rule.counterexample !== undefined && (id === undefined || rule.id === id),
    );
    if (failures.length === 0) {
      throw new UsageError(
        "nothing-to-replay",
        `${file} shows no failure${id === undefined ? "" : ` of ${id}`}`,
        "name a rule that the report shows as fail or warn",
      );
    }
    const { embedded, url } = report.subject;
    const known = embedded || url === undefined ? undefined : new URL(url);
    const settings = await settingsOf(
      { ...flags, ...(flags.url === undefined && known !== undefined ? { url: known } : {}) },
      process.env,
    );
    const opened = await openTarget(settings, process.env);
    const state = new RunState({
      maxRequests: 100_000,
      maxSessions: 10_000,
      maxTimeMs: 3_600_000,
      settleMs: settings.settle,
    });
    const stage = { ...opened.target, contract: pageContract, state, patienceMs: settings.settle };
    let broken = 0;
    try {
      for (const [index, failure] of failures.entries()) {
        broken += (await replayOne(failure, stage, index)) ? 1 : 0;
      }
    } finally {
      await opened.close();
    }
    return broken > 0 ? 1 : 0;
  }),
});

async function replayOne(
  failure: ReportedRule,
  stage: Parameters<typeof perform>[1],
  index: number,
): Promise<boolean> {
  const rule = rules.find((each) => each.id === failure.id);
  const it = failure.counterexample!;
  if (rule === undefined)
    throw new UsageError(
      "unknown-rule",
      `this version has no rule ${failure.id}`,
      "replay with the version that wrote the report",
    );
  const script = retag(
    { id: it.scenario, scenario: it.scenario, tag: it.tag, steps: it.steps },
    tagOf(randomBytes(4).toString("hex"), 0, index),
  );
  const violation = rule.judge(new Look(await perform(script, stage), stage.contract)).violations[0];
  process.stdout.write(
    violation === undefined
      ? `passes now  ${rule.id}\n`
      : `fails again ${rule.id}\n  expected ${violation.expected}\n  got      ${violation.got}\n`,
  );
  return violation !== undefined;
}

function readReport(file: string): Report {
  const value = parseBounded(readText(file, "the report"), file) as unknown as Report;
  if (value?.schema !== "opencx-conformance/report/1" || !Array.isArray(value.rules)) {
    throw new UsageError(
      "no-report",
      `${file} is no report of this suite`,
      "give a file that --report json wrote",
    );
  }
  return value;
}
