import type { ProviderState } from "./provider-state.ts";
import { CannotSetUp, type StateCredential } from "./scope.ts";

/** Requests that may be needed to use a limit up. */
const MOST_REQUESTS = 300;

export const noApiKey = keyState("no api key", "none", "The request carries no Authorization header.");

export const anUnknownApiKey = keyState(
  "an unknown api key",
  "wrong",
  "The request carries a key that nobody was given.",
);

/** Comes from configuration: no documented operation makes a key. */
export const anApiKeyWithoutWriteScope = keyState(
  "an api key without write scope",
  "read-only",
  "The request carries a valid key without the scope `chat-sessions:write`: the one of --read-only-token.",
);

export const theRequestLimitIsUsedUp: ProviderState = {
  name: "the request limit is used up",
  holds: "The request limit has just been used up: the next request is answered 429 or 503.",
  params: {},
  gives: [],
  async setUp({ call, scope }) {
    scope.limited = true;
    const { sessionId } = scope.values;
    for (let sent = 0; sent < MOST_REQUESTS; sent += 1) {
      const { status } = await call(sessionId === undefined ? "createSession" : "getSession", {
        ...(sessionId === undefined ? { body: {} } : { sessionId }),
        once: true,
      });
      if (status === 429 || status === 503) return;
    }
    throw new CannotSetUp(`the provider did not limit ${MOST_REQUESTS} requests in a row`);
  },
};

function keyState(name: string, credential: StateCredential, holds: string): ProviderState {
  return {
    name,
    holds,
    params: {},
    gives: [],
    async setUp({ scope }) {
      scope.credential = credential;
    },
  };
}
