import { ConsumerAnalysis } from "../send-message/consumer-rules/consumer-analysis.ts";
import type { ConsumerCase, ConsumerExchange } from "../send-message/consumer-rules/consumer-case.ts";
import { endingOf } from "../send-message/consumer-rules/runs.ts";

/** What is known of a program beside its requests. */
export interface Circumstances {
  readonly intercepted: boolean;
  /** The end of what it wrote to standard error in its last run, without secrets. */
  readonly lastErrors: string;
  /** Hosts for which it did not trust the throw-away authority. */
  readonly distrusted: readonly string[];
}

/** Lines of standard error that are shown, and characters of each text. */
const SHOWN_LINES = 5;
const SHOWN_CHARACTERS = 300;

/** Why nothing can be judged, with all that is known, where a program sent no message in any run so far. */
export function whySilent(it: ConsumerCase, circumstances: Circumstances): string | undefined {
  const { runs } = new ConsumerAnalysis(it);
  const last = runs.at(-1);
  if (last === undefined || runs.some(({ sends }) => sends.length > 0)) return undefined;
  const { lastErrors } = circumstances;
  const none = it.received.length === 0;
  const isAnyValid = it.received.some(({ error }) => error?.kind !== "protocol");
  const asked = none
    ? "no request at all"
    : isAnyValid
      ? "other requests only"
      : "no request that is valid HTTP";
  const refused = it.received.findLast(
    ({ response, error }) => error !== undefined || (response?.status ?? 0) >= 400,
  );
  const lines = lastErrors
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .slice(-SHOWN_LINES);
  return [
    `no send was seen in ${runs.length === 1 ? "one run" : `${runs.length} runs`}: the program made ${asked}`,
    `in its last run ${endingOf(last) ?? "it ended, nobody knows how"}`,
    ...(lines.length === 0 ? [] : [`it wrote last to standard error: ${lines.join(" | ")}`]),
    ...(refused === undefined ? [] : [`the last request that was refused: ${shown(refused)}`]),
    ...advice(none, typeof last.program.exit === "number" && last.program.exit > 0, circumstances),
  ].join("\n");
}

function advice(none: boolean, failed: boolean, { intercepted, distrusted }: Circumstances): string[] {
  if (distrusted.length > 0)
    return [
      `it does not trust the throw-away authority of the sandbox for ${distrusted.join(", ")}: let it read the usual variables for trusted authorities, or take its URL from OPENCX_BASE_URL`,
    ];
  if (!none) return [];
  const unless = failed ? "unless it failed before it asked for anything, " : "";
  return [
    intercepted
      ? `${unless}it may go past the proxy and talk to the real API: let it take its URL from OPENCX_BASE_URL, or run it without a network`
      : `${unless}let it take its URL from OPENCX_BASE_URL: with --no-intercept nothing else leads to the sandbox`,
  ];
}

function shown({ origin = "", request, response, error }: ConsumerExchange): string {
  const came = response ? `${response.status} ${response.body?.data ?? ""}` : (error?.message ?? "no answer");
  // What is no request has no method and path; its error names them where they are known.
  const text = error?.kind === "protocol" ? came : `${request.method} ${origin}${request.path}: ${came}`;
  return text.replace(/\s+/g, " ").slice(0, SHOWN_CHARACTERS);
}
