import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Keys, redactorFor } from "../http/credentials.ts";
import type { Transport } from "../http/transport.ts";
import { isObject, type Json } from "../json/json.ts";
import { theRequestLimitIsUsedUp } from "../send-message/pact-states/key-states.ts";
import type { LeftBehind } from "../send-message/pact-states/provider-setup.ts";
import type { StateMap } from "../send-message/pact-states/resolve-state.ts";
import { embeddedProvider } from "./embedded-provider.ts";
import type { Interaction, Pact } from "./interaction.ts";
import { type Abilities, needsState, skipReason } from "./needs.ts";
import type { ListedPact } from "./pacts-for-verification.ts";
import { type Relay, startRelay } from "./relay.ts";
import { type InteractionOutcome, skippedOutcome, verifiedOutcome } from "./verification.ts";
import { runVerifier, type VerifierReport } from "./verifier.ts";

/** Longer than any transport waits for one answer, in milliseconds. */
const LONGEST_REQUEST_MS = 300_000;

/** Against whom to verify, and how patiently. */
export interface VerifyTarget {
  /** The way to a live provider, and its keys. Default: the embedded one. */
  readonly provider?: { readonly transport: Transport; readonly keys: Keys };
  /** The provider limits requests, so that a pact may expect that. The embedded one does. */
  readonly requestLimit?: boolean;
  readonly stateMap?: StateMap;
  /** How long a read may lag behind a write, in milliseconds. Default: 5000. */
  readonly settleMs?: number;
  /** How long 429 and 503 answers are waited out, in milliseconds. Default: 60000. */
  readonly patienceMs?: number;
}

/** What came of one pact. */
export interface JobResult {
  /** One for each interaction of the pact, in its order. */
  readonly interactions: readonly InteractionOutcome[];
  readonly leftBehind: LeftBehind;
}

/** What can be verified with this target: with the embedded provider, everything. */
export function abilitiesOf({ provider, requestLimit = false }: VerifyTarget): Abilities {
  return {
    readOnlyKey: provider === undefined || provider.keys.readOnly !== undefined,
    requestLimit: provider === undefined || requestLimit,
  };
}

/** Runs the verifier once for one pact, behind a relay of its own. */
export async function runJob({ pact, pending }: ListedPact, options: VerifyTarget): Promise<JobResult> {
  const { stateMap = {}, settleMs = 5_000, patienceMs = 60_000 } = options;
  const abilities = abilitiesOf(options);
  const skips = pact.interactions.map((interaction) => skipReason(interaction, abilities, stateMap));
  // Turns are those of the verifier, which gets a copy of the pact without what is skipped.
  const turns = pact.interactions.filter(({ index }) => skips[index] === undefined);
  const { transport, keys, close } = await providerFor(pact, options, stateMap);
  const relay = await startRelay({ transport, keys, stateMap, settleMs, patienceMs });
  try {
    // The relay ends every wait by itself, before the verifier loses its patience.
    const report = await verify(pact, turns, relay, settleMs + 2 * patienceMs + LONGEST_REQUEST_MS);
    const redact = redactorFor(keys);
    return {
      interactions: pact.interactions.map((interaction) => {
        const skip = skips[interaction.index];
        if (skip !== undefined) return skippedOutcome(pact, interaction, skip);
        const relayed = relay.relayed[turns.indexOf(interaction)];
        const verified = report.interactions.get(String(interaction.index));
        const { trouble } = report;
        return verifiedOutcome({ pact, pending, interaction, verified, relayed, trouble, redact });
      }),
      leftBehind: relay.leftBehind,
    };
  } finally {
    await relay.close();
    await close();
  }
}

async function providerFor(pact: Pact, { provider }: VerifyTarget, stateMap: StateMap) {
  if (provider !== undefined) return { ...provider, close: async () => {} };
  const limited = pact.interactions.some((interaction) =>
    needsState(interaction, theRequestLimitIsUsedUp, stateMap),
  );
  return embeddedProvider(limited);
}

async function verify(
  pact: Pact,
  turns: readonly Interaction[],
  relay: Relay,
  timeoutMs: number,
): Promise<VerifierReport> {
  if (turns.length === 0) return { interactions: new Map() };
  const folder = await mkdtemp(join(tmpdir(), "opencx-pact-"));
  try {
    const copy = join(folder, "pact.json");
    const raw = (pact.json.interactions ?? []) as readonly Json[];
    // The position is the one name that no other interaction has.
    const interactions = turns.map(({ index }) => ({ ...(raw[index] as object), _id: String(index) }));
    // A plugin is a program that the verifier would start, and HTTP needs none.
    const { plugins: _, ...metadata } = isObject(pact.json.metadata) ? pact.json.metadata : {};
    await writeFile(copy, JSON.stringify({ ...pact.json, interactions, metadata }), { mode: 0o600 });
    return await runVerifier(
      [
        ...["--hostname", "127.0.0.1", "--port", String(relay.port), "--state-change-url", relay.stateUrl],
        ...["--request-timeout", String(timeoutMs), "--provider-name", pact.provider, "--file", copy],
      ],
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
