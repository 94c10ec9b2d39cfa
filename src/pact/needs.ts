import {
  anApiKeyWithoutWriteScope,
  theRequestLimitIsUsedUp,
} from "../send-message/pact-states/key-states.ts";
import type { ProviderState } from "../send-message/pact-states/provider-state.ts";
import { knownStates, resolveState, type StateMap } from "../send-message/pact-states/resolve-state.ts";
import { UsageError } from "../usage-error.ts";
import { type Interaction, interactionName, type Pact } from "./interaction.ts";

/** Whether an interaction needs a state of ours, whatever its consumer calls it. */
export function needsState(interaction: Interaction, state: ProviderState, map: StateMap): boolean {
  return interaction.states.some((need) => {
    const resolved = resolveState(need, map);
    return resolved !== undefined && "state" in resolved && resolved.state === state;
  });
}

/** What the user gave that some interactions need. */
export interface Abilities {
  /** A key without write scope. */
  readonly readOnlyKey: boolean;
  /** The provider limits requests: nobody can tell from outside that it never will. */
  readonly requestLimit: boolean;
}

/** Why an interaction is not verified; `undefined` where it is. */
export function skipReason(
  interaction: Interaction,
  { readOnlyKey, requestLimit }: Abilities,
  map: StateMap,
): string | undefined {
  if (interaction.kind === "other") return "it is not an HTTP interaction";
  if (!readOnlyKey && needsState(interaction, anApiKeyWithoutWriteScope, map)) {
    return "a key without write scope is missing; give one with --read-only-token";
  }
  if (!requestLimit && needsState(interaction, theRequestLimitIsUsedUp, map)) {
    return "it needs a limit on requests that is used up; give --request-limit if the provider has one";
  }
  return undefined;
}

/**
 * Holds that there is a key for whatever needs one without write scope, where the result is published.
 * @throws UsageError that names what needs it
 */
export function assertReadOnlyKey(pacts: readonly Pact[], { readOnlyKey }: Abilities, map: StateMap): void {
  if (readOnlyKey) return;
  for (const pact of pacts) {
    const needing = pact.interactions.find((each) => needsState(each, anApiKeyWithoutWriteScope, map));
    if (needing === undefined) continue;
    throw new UsageError(
      "cannot-publish",
      `without a key without write scope the published result would be incomplete: ${interactionName(pact, needing)}`,
      "give one with --read-only-token, or leave --publish out",
    );
  }
}

/**
 * Holds that every state can be set up.
 * @throws UsageError that names those that cannot, and lists the known ones
 */
export function assertKnownStates(pacts: readonly Pact[], map: StateMap): void {
  const problems = pacts.flatMap((pact) =>
    pact.interactions.flatMap((interaction) =>
      interaction.states.flatMap((need) => {
        const resolved = resolveState(need, map);
        const unknown = resolved !== undefined && "problem" in resolved;
        return unknown ? [`${resolved.problem}, needed by ${interactionName(pact, interaction)}`] : [];
      }),
    ),
  );
  if (problems.length === 0) return;
  throw new UsageError(
    "unknown-provider-state",
    problems.join("\n"),
    `known states: ${knownStates()}; map other names to them, or to "none", with stateMap in the configuration`,
  );
}
