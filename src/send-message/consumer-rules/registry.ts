import type { ConsumerRule } from "./consumer-rule.ts";
import { credentialRules } from "./credentials.ts";
import { dataRules } from "./data.ts";
import { errorRules } from "./errors.ts";
import { openRules } from "./open.ts";
import { requestRules } from "./request.ts";
import { sessionRules } from "./session.ts";
import { toleranceRules } from "./tolerance.ts";

/** The rules for consumers by the file that holds them: the key, the request, the answers, what is open. */
export const consumerRuleFiles: Readonly<Record<string, readonly ConsumerRule[]>> = {
  credentials: credentialRules,
  request: requestRules,
  data: dataRules,
  session: sessionRules,
  errors: errorRules,
  tolerance: toleranceRules,
  open: openRules,
};

/** Every rule for consumers. */
export const consumerRules: readonly ConsumerRule[] = Object.values(consumerRuleFiles).flat();
