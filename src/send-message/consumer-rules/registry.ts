import { consumerAttachments } from "./attachments.ts";
import { consumerBearerToken } from "./bearer-token.ts";
import { consumerBrokenJsonSurvived } from "./broken-json-survived.ts";
import { consumerChangedKeysOnly } from "./changed-keys-only.ts";
import type { ConsumerRule } from "./consumer-rule.ts";
import { consumerContactDataObject } from "./contact-data-object.ts";
import { consumerContactDataValues } from "./contact-data-values.ts";
import { consumerCreatedSessionUsed } from "./created-session-used.ts";
import { consumerEmail } from "./email.ts";
import { consumerEndsWell } from "./ends-well.ts";
import { consumerErrorsNoticed } from "./errors-noticed.ts";
import { consumerForbiddenNotHammered } from "./forbidden-not-hammered.ts";
import { consumerHttpsOnly } from "./https-only.ts";
import { consumerInnerMemberTypes } from "./inner-member-types.ts";
import { consumerJsonBody } from "./json-body.ts";
import { consumerJsonContentType } from "./json-content-type.ts";
import { consumerKeyNotInUrl } from "./key-not-in-url.ts";
import { consumerKeyNotSentElsewhere } from "./key-not-sent-elsewhere.ts";
import { consumerKeyUsed } from "./key-used.ts";
import { consumerMemberTypes } from "./member-types.ts";
import { consumerMessage } from "./message.ts";
import { consumerMethod } from "./method.ts";
import { consumerNoNestedContactData } from "./no-nested-contact-data.ts";
import { consumerNoNestedSessionData } from "./no-nested-session-data.ts";
import { consumerOtherHosts } from "./other-hosts.ts";
import { consumerOtherOperations } from "./other-operations.ts";
import { consumerRateLimitWaitedFor } from "./rate-limit-waited-for.ts";
import { consumerRejectedNotRepeated } from "./rejected-not-repeated.ts";
import { consumerResetsSurvived } from "./resets-survived.ts";
import { consumerSender } from "./sender.ts";
import { consumerServerErrorsSurvived } from "./server-errors-survived.ts";
import { consumerSessionDataValues } from "./session-data-values.ts";
import { consumerSessionIdEncoded } from "./session-id-encoded.ts";
import { consumerSessionIdGiven } from "./session-id-given.ts";
import { consumerTimeoutsSurvived } from "./timeouts-survived.ts";
import { consumerToleratesKeyOrder } from "./tolerates-key-order.ts";
import { consumerToleratesLaggingReads } from "./tolerates-lagging-reads.ts";
import { consumerToleratesSlowAnswers } from "./tolerates-slow-answers.ts";
import { consumerToleratesSuccessCodes } from "./tolerates-success-codes.ts";
import { consumerToleratesUnknownMembers } from "./tolerates-unknown-members.ts";
import { consumerUnauthorizedNotHammered } from "./unauthorized-not-hammered.ts";
import { consumerUnavailabilityWaitedFor } from "./unavailability-waited-for.ts";

/** Every rule for consumers, by what it concerns: the key, the request, the answers, the program. */
export const consumerRules: readonly ConsumerRule[] = [
  consumerBearerToken,
  consumerKeyNotInUrl,
  consumerKeyNotSentElsewhere,
  consumerHttpsOnly,
  consumerMethod,
  consumerJsonContentType,
  consumerJsonBody,
  consumerSender,
  consumerMessage,
  consumerMemberTypes,
  consumerInnerMemberTypes,
  consumerContactDataObject,
  consumerEmail,
  consumerNoNestedSessionData,
  consumerNoNestedContactData,
  consumerSessionDataValues,
  consumerContactDataValues,
  consumerAttachments,
  consumerSessionIdEncoded,
  consumerSessionIdGiven,
  consumerCreatedSessionUsed,
  consumerRejectedNotRepeated,
  consumerUnauthorizedNotHammered,
  consumerForbiddenNotHammered,
  consumerRateLimitWaitedFor,
  consumerUnavailabilityWaitedFor,
  consumerServerErrorsSurvived,
  consumerResetsSurvived,
  consumerTimeoutsSurvived,
  consumerBrokenJsonSurvived,
  consumerErrorsNoticed,
  consumerToleratesUnknownMembers,
  consumerToleratesSuccessCodes,
  consumerToleratesKeyOrder,
  consumerToleratesSlowAnswers,
  consumerToleratesLaggingReads,
  consumerEndsWell,
  consumerChangedKeysOnly,
  consumerOtherHosts,
  consumerOtherOperations,
  consumerKeyUsed,
];
