import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject } from "../contract/words.ts";
import { type Keys, secretsOf } from "../wire/credentials.ts";
import { redactor } from "../wire/redact.ts";
import type { Transport } from "../wire/transport.ts";
import { type BrokerSource, brokerArguments, brokerSecrets } from "./broker-source.ts";
import { embeddedProvider } from "./embedded-provider.ts";
import type { Interaction, Pact } from "./interaction.ts";
import { type Relay, startRelay } from "./relay.ts";
import { theRequestLimitIsUsedUp } from "./states/key-states.ts";
import { needsState, skipReason } from "./states/needs.ts";
import type { LeftBehind } from "./states/provider-setup.ts";
import type { StateMap } from "./states/resolve-state.ts";
import { type InteractionOutcome, skippedOutcome, verifiedOutcome } from "./verification.ts";
import { runVerifier, type VerifierReport } from "./verifier.ts";

/** Longer than any transport waits for one answer, in milliseconds. */
const LONGEST_REQUEST_MS = 300_000;

/** Against whom to verify, and how patiently. */
export interface VerifyTarget {
  /** The way to a live provider, and its keys. Default: the embedded one. */
  readonly provider?: { readonly transport: Transport; readonly keys: Keys };
  readonly stateMap?: StateMap;
  /** How long a read may lag behind a write, in milliseconds. Default: 5000. */
  readonly settleMs?: number;
  /** How long 429 and 503 answers are waited out, in milliseconds. Default: 60000. */
  readonly patienceMs?: number;
}

/** Pacts that one run of the verifier takes: a file or URL, or all that a broker has for us. */
export interface VerificationJob {
  readonly pacts: readonly Pact[];
  readonly broker?: BrokerSource;
}

export interface JobResult {
  readonly interactions: readonly InteractionOutcome[];
  /** What the broker wants to be read. */
  readonly notices: readonly string[];
  readonly leftBehind: LeftBehind;
}

/** An interaction with its turn in the run of the verifier, or the reason why it is skipped, or both. */
interface Planned {
  readonly pact: Pact;
  readonly interaction: Interaction;
  readonly skip: string | undefined;
  readonly turn: number | undefined;
}

/** Runs the verifier once, behind a relay of its own. */
export async function runJob(job: VerificationJob, options: VerifyTarget): Promise<JobResult> {
  const { stateMap = {}, settleMs = 5_000, patienceMs = 60_000 } = options;
  const { transport, keys, close } = await providerFor(job, options, stateMap);
  const relay = await startRelay({ transport, keys, stateMap, settleMs, patienceMs });
  try {
    const planned = plan(job, keys, stateMap);
    // The relay ends every wait by itself, before the verifier loses its patience.
    const report = await verify(job, planned, relay, settleMs + 2 * patienceMs + LONGEST_REQUEST_MS);
    const redact = redactor(secretsOf(keys));
    return {
      interactions: planned.map(({ pact, interaction, skip, turn = -1 }) =>
        skip === undefined
          ? verifiedOutcome({
              pact,
              interaction,
              verified: report.interactions[turn],
              relayed: relay.relayed[turn],
              trouble: report.trouble,
              redact,
            })
          : skippedOutcome(pact, interaction, skip),
      ),
      notices: report.notices.map(redact),
      leftBehind: relay.leftBehind,
    };
  } finally {
    await relay.close();
    await close();
  }
}

async function providerFor(job: VerificationJob, { provider }: VerifyTarget, stateMap: StateMap) {
  if (provider !== undefined) return { ...provider, close: async () => {} };
  const limited = job.pacts.some(({ interactions }) =>
    interactions.some((interaction) => needsState(interaction, theRequestLimitIsUsedUp, stateMap)),
  );
  return embeddedProvider(limited);
}

// What is skipped is left out of the copy of a file; what a broker gives cannot be cut, and takes its turn in vain.
function plan({ pacts, broker }: VerificationJob, keys: Keys, stateMap: StateMap): Planned[] {
  let turns = 0;
  return pacts.flatMap((pact) =>
    pact.interactions.map((interaction) => {
      const skip = skipReason(interaction, keys, stateMap);
      const turn = skip !== undefined && broker === undefined ? undefined : turns++;
      return { pact, interaction, skip, turn };
    }),
  );
}

async function verify(
  job: VerificationJob,
  planned: readonly Planned[],
  relay: Relay,
  timeoutMs: number,
): Promise<VerifierReport> {
  const turns = planned.filter(({ turn }) => turn !== undefined);
  if (turns.length === 0) return { interactions: [], notices: [] };
  const folder = await mkdtemp(join(tmpdir(), "opencx-pact-"));
  try {
    const args = [
      ...["--hostname", "127.0.0.1", "--port", String(relay.port), "--state-change-url", relay.stateUrl],
      ...["--request-timeout", String(timeoutMs)],
    ];
    if (job.broker !== undefined) {
      return await runVerifier([...args, ...brokerArguments(job.broker)], folder, brokerSecrets(job.broker));
    }
    const [pact] = job.pacts;
    const copy = join(folder, "pact.json");
    const raw = (pact!.json.interactions ?? []) as readonly unknown[];
    const interactions = turns.map(({ interaction }) => raw[interaction.index]);
    // A plugin is a program that the verifier would start, and HTTP needs none.
    const { plugins: _, ...metadata } = isObject(pact!.json.metadata) ? pact!.json.metadata : {};
    await writeFile(copy, JSON.stringify({ ...pact!.json, interactions, metadata }), { mode: 0o600 });
    return await runVerifier([...args, "--provider-name", pact!.provider, "--file", copy], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
