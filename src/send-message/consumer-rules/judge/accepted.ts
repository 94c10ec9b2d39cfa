import { type ConsumerAnalysis, type Send, statusOf } from "../consumer-analysis.ts";

/** Whether the API took this message. */
export function isAccepted(send: Send): boolean {
  return send.exchange.operation === "sendMessage" && Math.floor((statusOf(send) ?? 0) / 100) === 2;
}

/** The runs in which nothing keeps a message from being accepted; all runs where none of them is like that. */
function unhinderedRuns({ runs }: ConsumerAnalysis) {
  const unhindered = runs.filter(({ program }) =>
    ["happy", "listened", "recorded"].includes(program.condition),
  );
  return unhindered.length > 0 ? unhindered : runs;
}

/** Why a run proves nothing about sending, although there were sends: no message was accepted. */
export function whyNoneAccepted(it: ConsumerAnalysis): string | undefined {
  const sends = unhinderedRuns(it).flatMap((run) => run.sends);
  const last = sends.at(-1);
  if (last === undefined || sends.some(isAccepted)) return undefined;
  const { request, response, error } = last.exchange;
  const came = response === undefined ? (error?.message ?? "no answer") : `answered ${response.status}`;
  return `no message was accepted: ${request.method} ${request.path} was ${came}`;
}
