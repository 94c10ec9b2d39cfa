import type { StateNeeds } from "../send-message/pact-states/provider-states.ts";
import { knownStates, resolveState, type StateMap } from "../send-message/pact-states/resolve-state.ts";
import { UsageError } from "../usage-error.ts";
import { type Interaction, interactionName, type Pact } from "./interaction.ts";

/** What the states of an interaction need, under any names that its consumer gives them. */
export function needsOf({ states }: Interaction, map: StateMap): StateNeeds[] {
  return states.flatMap((need) => {
    const resolved = resolveState(need, map);
    return resolved.problem === undefined ? (resolved.state.needs ?? []) : [];
  });
}

const WITHOUT: Readonly<Record<StateNeeds, string>> = {
  "a read-only key": "a key without write scope is missing; give one with --read-only-token",
  "a request limit":
    "it needs a limit on requests that is used up; give --request-limit if the provider has one",
};

/** Why an interaction is not verified where these needs are not met; `undefined` where it is. */
export function skipReason(
  interaction: Interaction,
  unmet: readonly StateNeeds[],
  map: StateMap,
): string | undefined {
  if (interaction.kind === "other") return "it is not an HTTP interaction";
  const needed = needsOf(interaction, map);
  const missing = unmet.find((what) => needed.includes(what));
  return missing && WITHOUT[missing];
}

/**
 * Checks that every state can be set up.
 * @throws UsageError that names those that cannot, and lists the known ones
 */
export function assertKnownStates(pacts: readonly Pact[], map: StateMap): void {
  const problems = pacts.flatMap((pact) =>
    pact.interactions.flatMap((interaction) =>
      interaction.states
        .map((need) => resolveState(need, map).problem)
        .filter((problem) => problem !== undefined)
        .map((problem) => `${problem}, needed by ${interactionName(pact, interaction)}`),
    ),
  );
  if (problems.length === 0) return;
  throw new UsageError(
    problems.join("\n"),
    `known states: ${knownStates()}; map other names to them, or to "none", with stateMap in the configuration`,
  );
}
