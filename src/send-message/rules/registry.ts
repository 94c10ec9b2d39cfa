import { authenticationRules } from "./authentication.ts";
import { concurrencyRules } from "./concurrency.ts";
import { customDataRules } from "./custom-data.ts";
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

/** The rules for providers by the file that holds them, in the order of the page. */
export const ruleFiles: Readonly<Record<string, readonly Rule[]>> = {
  authentication: authenticationRules,
  request: requestRules,
  response: responseRules,
  "custom-data": customDataRules,
  independence: independenceRules,
  rejection: rejectionRules,
  isolation: isolationRules,
  messages: messagesRules,
  concurrency: concurrencyRules,
  ticketing: ticketingRules,
  robustness: robustnessRules,
  open: openRules,
};

/** Every rule for providers: what a summary lists, area by area. */
export const rules: readonly Rule[] = Object.values(ruleFiles).flat();
