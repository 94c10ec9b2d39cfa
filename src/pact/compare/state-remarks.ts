import { pointerTo } from "../../json/pointer.ts";
import { knownStates, resolveState } from "../../send-message/pact-states/resolve-state.ts";
import { expectedStatus, type Remark, type Subject } from "./check.ts";

/** Provider states that nobody can set up through the API, and interactions that need one and name none. */
export function* stateRemarks({ interaction, operation, stateMap, pact }: Subject): Generator<Remark> {
  const { index, states } = interaction;
  const place = pointerTo("/interactions", String(index));
  for (const [number, need] of states.entries()) {
    const resolved = resolveState(need, stateMap);
    if (resolved === undefined || !("problem" in resolved)) continue;
    const list = Array.isArray(
      (pact.json.interactions as { [name: string]: unknown }[])[index]?.providerStates,
    );
    yield {
      id: "state/unknown",
      level: "error",
      place: list ? `${place}/providerStates/${number}` : `${place}/providerState`,
      documentPlace: "",
      message: `${resolved.problem}, and so it cannot be set up`,
      remedy: `use one of ${knownStates()}, or map it with stateMap in the configuration`,
    };
  }
  if (
    states.length === 0 &&
    operation?.sessionId !== undefined &&
    [200, 201, 202].some(expectedStatus(interaction).accepts)
  ) {
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
