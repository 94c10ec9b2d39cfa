import type { StateNeeds } from "../send-message/pact-states/provider-states.ts";
import { knownStates, resolveState, type StateMap } from "../send-message/pact-states/resolve-state.ts";
import { UsageError } from "../usage-error.ts";
import { type Interaction, interactionName, type Pact } from "./interaction.ts";

/** Whether a state of the interaction needs this, under any name that its consumer gives the state. */
export function needs(interaction: Interaction, what: StateNeeds, map: StateMap): boolean {
  return interaction.states.some((need) => {
    const resolved = resolveState(need, map);
    return resolved.problem === undefined && resolved.state.needs === what;
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
  const missing = unmet.find((what) => needs(interaction, what, map));
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
