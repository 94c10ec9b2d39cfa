import { counted } from "../../counted.ts";
import type { Outcome } from "../../judging/outcome.ts";
import { countOutcomes, OUTCOME_WORDS } from "../outcome-words.ts";
import type { Report, ReportedRule } from "../report.ts";
import { coverageOf } from "../verdict-words.ts";
import { type Html, html } from "./html.ts";
import { bar, capital, linksTo, pairs } from "./parts.ts";

/** Why the verdict is so, what was judged, and what to do next. */
export function verdictSummary(report: Report, broken: readonly ReportedRule[]): Html {
  const { rules, problem } = report;
  const counts = countOutcomes(rules);
  return html`<p class="because">${becauseOf(report)}</p>
${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
${bar(counts.map(([outcome, count]) => [outcome, (100 * count) / rules.length]))}
<ul class="legend">${counts.map(([outcome, count]) => html`<li class="${outcome}"><b>${count}</b> ${OUTCOME_WORDS[outcome]}</li>`)}</ul>
${pairs("facts", factsOf(report))}
<section class="card next" aria-labelledby="next-title"><h2 id="next-title">What to do next</h2>
<ol>${stepsOf(report, broken).map((step) => html`<li>${step}</li>`)}</ol></section>`;
}

function becauseOf({ rules, verdict }: Report): string {
  const [waived, open] = [true, false].map((isWaived) =>
    rules.filter((rule) => (rule.waived !== undefined) === isWaived),
  ) as [ReportedRule[], ReportedRule[]];
  const count = (outcome: Outcome) => open.filter((rule) => rule.outcome === outcome).length;
  const [fails, passes, warnings, undecided] = (["fail", "pass", "warn", "inconclusive"] as const).map(
    count,
  ) as [number, number, number, number];
  if (fails + passes + warnings + waived.length === 0) return "Nothing could be judged.";
  const parts = [
    fails > 0
      ? `${counted(fails, "rule")} of the page ${fails === 1 ? "is" : "are"} broken`
      : verdict === "conformant"
        ? `${counted(passes, "rule")} passed`
        : "No rule is broken",
    warnings > 0 && counted(warnings, "warning"),
    undecided > 0 && `${counted(undecided, "rule")} could not be decided`,
    waived.length > 0 && `${waived.length} accepted by a waiver`,
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

function factsOf(report: Report): [string, string | undefined][] {
  const { subject, suite, profile, seed, stats, strict } = report;
  const coverage = coverageOf(report);
  const isProvider = subject.kind === "provider";
  const cases = counted(stats.cases, isProvider ? "case" : "run");
  return [
    ["Judged", subject.url ?? subject.name],
    ["Suite", `${suite.name} ${suite.version}`],
    ["Profile", `${profile.replace(/^profile /, "")}${strict ? ", strict" : ""}`],
    ["Seed", isProvider ? String(seed) : undefined],
    [
      isProvider ? "Sent" : "Received",
      `${counted(stats.requests, "request")} in ${cases}, ${(stats.durationMs / 1000).toFixed(1)} s`,
    ],
    [
      "Coverage",
      coverage && `${coverage.percent}% of ${counted(coverage.feasible, "pair")} of what can be sent`,
    ],
    ["Document", `${suite.contract.slice(0, 12)} (SHA-256)`],
  ];
}

function stepsOf({ rules, subject, leftBehind, baseline }: Report, all: readonly ReportedRule[]): Html[] {
  const broken = all.filter(({ waived }) => waived === undefined);
  const [first, ...others] = broken;
  const steps: Html[] = [];
  if (first !== undefined) {
    const same = broken.filter(({ quote }) => quote !== undefined && quote === first.quote).length;
    steps.push(
      html`Start with <a href="#${first.id}">${first.title}</a>.${same > 1 ? ` ${counted(same, "broken rule")} come from the same sentence, so one repair may settle them all.` : ""}`,
    );
    if (others.length > 0)
      steps.push(
        html`Then look at the other ${others.length === 1 ? "one" : others.length}: ${linksTo(others, MAX_LINKS)}.`,
      );
    steps.push(
      subject.kind === "provider"
        ? html`Replay a failure while you repair it, then run the whole suite again.`
        : html`Repair the program, then run it under the same conditions again.`,
    );
  }
  steps.push(
    ...reasonSteps(
      "Undecided",
      rules.filter(({ outcome }) => outcome === "inconclusive"),
    ),
    ...reasonSteps(
      "Skipped",
      rules.filter(({ outcome, basis }) => outcome === "skipped" && basis === "stated"),
    ),
  );
  if (baseline !== undefined && baseline.changed.length > 0)
    steps.push(
      html`Look at <a href="#baseline">${counted(baseline.changed.length, "change")} of behaviour</a> since ${baseline.file}.`,
    );
  if (leftBehind.sessions.length > 0)
    steps.push(
      html`The run left ${counted(leftBehind.sessions.length, "session")} and ${counted(leftBehind.contacts.length, "contact")} at <code>@example.com</code> behind. report.json lists them.`,
    );
  return steps.length > 0 ? steps : [html`Nothing. Run it again when the provider changes.`];
}

/** Rules and reasons that one line names. */
const MAX_LINKS = 4;
const MAX_REASONS = 4;

/** Rules by their reason, the most first. */
function reasonSteps(word: string, rules: readonly ReportedRule[]): Html[] {
  return [...Map.groupBy(rules, ({ reason = "" }) => reason)]
    .toSorted(([, some], [, others]) => others.length - some.length)
    .slice(0, MAX_REASONS)
    .map(([reason, some]) => html`${word}: ${linksTo(some, MAX_LINKS)}. ${reason && `${capital(reason)}.`}`);
}
