import { authenticationRules } from "./authentication.ts";
import { concurrencyRules } from "./concurrency.ts";
import { contactDataRules, sessionDataRules } from "./custom-data.ts";
import { independenceRules } from "./independence.ts";
import { isolationRules } from "./isolation.ts";
import { messagesRules } from "./messages.ts";
import { openRules } from "./open.ts";
import { rejectionRules } from "./rejection.ts";
import { requestRules } from "./request.ts";
import { responseRules } from "./response.ts";
import { robustnessRules } from "./robustness.ts";
import type { Rule } from "./rule.ts";
import { ticketingRules } from "./ticketing.ts";

/** Every rule for providers, in the order of the page: what a summary lists, area by area. */
export const rules: readonly Rule[] = [
  ...authenticationRules,
  ...requestRules,
  ...responseRules,
  ...sessionDataRules,
  ...contactDataRules,
  ...independenceRules,
  ...rejectionRules,
  ...isolationRules,
  ...messagesRules,
  ...concurrencyRules,
  ...ticketingRules,
  ...robustnessRules,
  ...openRules,
];
