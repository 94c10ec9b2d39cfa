import { assertBrokerSource, type BrokerSource, pactsOfBroker } from "./broker-source.ts";
import type { ExitCode, Output } from "./finding.ts";
import { loadPacts, type PactCredentials } from "./load-pacts.ts";
import { assertKnownStates, assertVerifiable } from "./states/needs.ts";
import { exitCodeOf } from "./verification.ts";
import { type JobResult, runJob, type VerificationJob, type VerifyTarget } from "./verification-job.ts";
import { outcomeText, summaryText } from "./verification-text.ts";

/** What to verify. */
export interface VerifyOptions extends VerifyTarget {
  /** Files, folders and URLs of pacts. */
  readonly pacts: readonly string[];
  /** Credentials for the URLs among them. */
  readonly credentials?: PactCredentials;
  /** A Pact Broker, besides them or instead. */
  readonly broker?: BrokerSource;
}

/** What came of it. */
export interface VerifyResult extends JobResult {
  readonly exitCode: ExitCode;
}

/**
 * Verifies pacts with the Pact verifier, against a live provider or the embedded one.
 * @throws UsageError before anything is sent to the provider: unreadable pacts, unknown states, broker options
 */
export async function verifyPacts(options: VerifyOptions, output: Output): Promise<VerifyResult> {
  const { pacts: sources, broker, stateMap = {} } = options;
  if (broker !== undefined) assertBrokerSource(broker, options.provider !== undefined);
  const files =
    sources.length === 0 && broker !== undefined ? [] : await loadPacts(sources, options.credentials);
  const jobs: VerificationJob[] = [
    ...files.map((pact) => ({ pacts: [pact] })),
    ...(broker === undefined ? [] : [{ pacts: await pactsOfBroker(broker), broker }]),
  ];
  assertKnownStates(
    jobs.flatMap(({ pacts }) => pacts),
    stateMap,
  );
  if (broker?.publish && options.provider !== undefined) {
    assertVerifiable(jobs.at(-1)?.pacts ?? [], options.provider.keys, stateMap);
  }
  const results: JobResult[] = [];
  for (const job of jobs) {
    const result = await runJob(job, options);
    for (const outcome of result.interactions) output.write(outcomeText(outcome));
    for (const notice of result.notices) output.write(notice);
    results.push(result);
  }
  const interactions = results.flatMap((result) => result.interactions);
  output.write(summaryText(interactions));
  return {
    exitCode: exitCodeOf(interactions),
    interactions,
    notices: results.flatMap(({ notices }) => notices),
    leftBehind: {
      sessions: results.flatMap(({ leftBehind }) => leftBehind.sessions),
      contacts: results.flatMap(({ leftBehind }) => leftBehind.contacts),
    },
  };
}
