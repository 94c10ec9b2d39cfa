import { aContactExists, aContactWithCustomData } from "./contact-states.ts";
import {
  anApiKeyWithoutWriteScope,
  anUnknownApiKey,
  noApiKey,
  theRequestLimitIsUsedUp,
} from "./key-states.ts";
import type { ProviderState } from "./provider-state.ts";
import {
  aMessageWasSent,
  aSessionExists,
  aSessionWithCustomData,
  noSuchSession,
  severalMessagesWereSent,
} from "./session-states.ts";

/** Every provider state that can be set up: the published vocabulary. */
export const providerStates: readonly ProviderState[] = [
  aSessionExists,
  aSessionWithCustomData,
  noSuchSession,
  aContactExists,
  aContactWithCustomData,
  aMessageWasSent,
  severalMessagesWereSent,
  noApiKey,
  anUnknownApiKey,
  anApiKeyWithoutWriteScope,
  theRequestLimitIsUsedUp,
];
