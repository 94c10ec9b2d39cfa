import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Keys, redactorFor } from "../http/credentials.ts";
import { httpTransport } from "../http/http-transport.ts";
import type { Transport } from "../http/transport.ts";
import { objectAt, objectsAt } from "../json/member.ts";
import type { LeftBehind } from "../send-message/pact-states/interaction-setup.ts";
import type { StateNeeds } from "../send-message/pact-states/provider-states.ts";
import type { StateMap } from "../send-message/pact-states/resolve-state.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";
import type { Interaction, Pact } from "./interaction.ts";
import { needsOf, skipReason } from "./needs.ts";
import type { ListedPact } from "./pacts-for-verification.ts";
import { type Relay, startRelay } from "./relay.ts";
import { type InteractionOutcome, outcomeOf } from "./verification.ts";
import { type JudgedInteraction, runVerifier, unjudged } from "./verifier.ts";

/** Longer than any transport waits for one answer, in milliseconds. */
const LONGEST_REQUEST_MS = 300_000;

/** Small enough to be used up at once, and wide enough that nothing waits for long. */
const RATE_LIMIT = { requests: 20, perMs: 1000 };

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

/**
 * Runs the verifier once for one pact, behind a relay of its own: an outcome for each interaction, in their order. What
 * is created is added to `leftBehind`.
 */
export async function runJob(
  { pact, pending }: ListedPact,
  options: VerifyTarget,
  leftBehind: LeftBehind,
): Promise<InteractionOutcome[]> {
  const { provider, requestLimit, stateMap = {}, settleMs = 5_000, patienceMs = 60_000 } = options;
  // The embedded provider has everything that an interaction may need.
  const unmet: StateNeeds[] = [];
  if (provider !== undefined && provider.keys.readOnly === undefined) unmet.push("a read-only key");
  if (provider !== undefined && !requestLimit) unmet.push("a request limit");
  const skips = pact.interactions.map((interaction) => skipReason(interaction, unmet, stateMap));
  // Turns are those of the verifier, which gets a copy of the pact without what is skipped.
  const turns = pact.interactions.filter(({ index }) => skips[index] === undefined);
  const isLimited = pact.interactions.some((each) => needsOf(each, stateMap).includes("a request limit"));
  const embedded = provider === undefined ? await embeddedProvider(isLimited) : undefined;
  const { transport, keys } = provider ?? embedded!;
  const relay = await startRelay({ transport, keys, stateMap, settleMs, patienceMs }, leftBehind);
  try {
    // The relay ends every wait by itself, before the verifier loses its patience.
    const verified = await verify(pact, turns, relay, settleMs + 2 * patienceMs + LONGEST_REQUEST_MS);
    const judge = (interaction: Interaction): JudgedInteraction => {
      const skip = skips[interaction.index];
      if (skip !== undefined) return unjudged("skipped", skip);
      const problem = relay.problems[turns.indexOf(interaction)];
      return problem === undefined ? verified(String(interaction.index)) : unjudged("inconclusive", problem);
    };
    const redact = redactorFor(keys);
    return pact.interactions.map((each) => outcomeOf(pact, each, judge(each), pending, redact));
  } finally {
    await relay.close();
    await embedded?.close();
  }
}

/** A provider of our own on a socket of the loopback; `limited` gives it a request limit. */
async function embeddedProvider(limited: boolean) {
  const keys = { valid: `embedded-${crypto.randomUUID()}`, readOnly: `read-only-${crypto.randomUUID()}` };
  const limit = limited ? { rateLimit: RATE_LIMIT } : {};
  const server = await listen(createReferenceProvider({ tokens: tokensOf(keys), ...limit }));
  const transport = httpTransport({ baseUrl: new URL(server.url) });
  const close = () => transport.close().then(() => server.close());
  return { transport, keys, close };
}

async function verify(
  pact: Pact,
  turns: readonly Interaction[],
  relay: Relay,
  timeoutMs: number,
): Promise<(id: string) => JudgedInteraction> {
  if (turns.length === 0) return () => unjudged("inconclusive", "it was not verified");
  const folder = await mkdtemp(join(tmpdir(), "opencx-pact-"));
  try {
    const copy = join(folder, "pact.json");
    const raw = objectsAt(pact.json, "interactions");
    // The position is the one name that no other interaction has.
    const interactions = turns.map(({ index }) => ({ ...raw[index], _id: String(index) }));
    // A plugin is a program that the verifier would start, and HTTP needs none.
    const { plugins: _, ...metadata } = objectAt(pact.json, "metadata");
    await writeFile(copy, JSON.stringify({ ...pact.json, interactions, metadata }), { mode: 0o600 });
    return await runVerifier(
      [
        ...["--hostname", "127.0.0.1", "--port", relay.port, "--state-change-url", relay.stateUrl],
        ...["--request-timeout", String(timeoutMs), "--provider-name", pact.provider, "--file", copy],
      ],
      folder,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
