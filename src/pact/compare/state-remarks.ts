import { knownStates, resolveState } from "../../send-message/pact-states/resolve-state.ts";
import type { Remark } from "../interaction-finding.ts";
import { expectedStatus, type Subject } from "./subject.ts";

/** Provider states that nobody can set up through the API, and interactions that need one and name none. */
export function* stateRemarks({ interaction, operation, stateMap }: Subject): Generator<Remark> {
  const { place, states } = interaction;
  for (const need of states) {
    const { problem } = resolveState(need, stateMap);
    if (problem === undefined) continue;
    yield {
      id: "state/unknown",
      level: "error",
      place: need.place,
      documentPlace: "",
      message: `${problem}, and so it cannot be set up`,
      remedy: `use one of ${knownStates()}, or map it with stateMap in the configuration`,
    };
  }
  const { accepts } = expectedStatus(interaction);
  if (states.length === 0 && operation?.sessionId !== undefined && [200, 201, 202].some(accepts)) {
    yield {
      id: "state/missing",
      level: "warning",
      place,
      documentPlace: "",
      message: `expects success in the session ${operation.sessionId}, and no provider state says that it exists`,
      remedy: 'add the provider state "a session exists"',
    };
  }
}
