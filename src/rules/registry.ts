import { authenticationAnswers401 } from "./authentication/answers-401.ts";
import { authenticationBearerScheme } from "./authentication/bearer-scheme.ts";
import { authenticationKeyRequired } from "./authentication/key-required.ts";
import { authenticationReadsNeedAKey } from "./authentication/reads-need-a-key.ts";
import { authenticationRefusedMessageNotStored } from "./authentication/refused-message-not-stored.ts";
import { authenticationRefusedWithoutEffect } from "./authentication/refused-without-effect.ts";
import { authenticationScopeRequired } from "./authentication/scope-required.ts";
import { authenticationWholeKeyCompared } from "./authentication/whole-key-compared.ts";
import { authenticationWrongKeyRefused } from "./authentication/wrong-key-refused.ts";
import { concurrencyContactKeyLastWrite } from "./concurrency/contact-key-last-write.ts";
import { concurrencyContactKeysKept } from "./concurrency/contact-keys-kept.ts";
import { concurrencyContactKeysKeptAcrossSessions } from "./concurrency/contact-keys-kept-across-sessions.ts";
import { concurrencyMessagesKept } from "./concurrency/messages-kept.ts";
import { concurrencySessionKeyLastWrite } from "./concurrency/session-key-last-write.ts";
import { concurrencySessionKeysKept } from "./concurrency/session-keys-kept.ts";
import { contactDataBelongsToThePerson } from "./contact-data/belongs-to-the-person.ts";
import { contactDataEmptyAccepted } from "./contact-data/empty-accepted.ts";
import { contactDataKeysComeBack } from "./contact-data/keys-come-back.ts";
import { contactDataOthersBecomeStrings } from "./contact-data/others-become-strings.ts";
import { contactDataSentKeysAdded } from "./contact-data/sent-keys-added.ts";
import { contactDataSentKeysUpdated } from "./contact-data/sent-keys-updated.ts";
import { contactDataStringsAccepted } from "./contact-data/strings-accepted.ts";
import { contactDataStringsComeBack } from "./contact-data/strings-come-back.ts";
import { contactDataUnsentKeysStay } from "./contact-data/unsent-keys-stay.ts";
import { contactDataUnusualAccepted } from "./contact-data/unusual-accepted.ts";
import { contactDataUnusualComeBack } from "./contact-data/unusual-come-back.ts";
import { independenceBothAccepted } from "./independence/both-accepted.ts";
import { independenceContactDataNotInSession } from "./independence/contact-data-not-in-session.ts";
import { independenceKeysAlterNothingElse } from "./independence/keys-alter-nothing-else.ts";
import { independenceSessionDataNotInContact } from "./independence/session-data-not-in-contact.ts";
import { isolationContactData } from "./isolation/contact-data.ts";
import { isolationMessages } from "./isolation/messages.ts";
import { isolationSessionData } from "./isolation/session-data.ts";
import { messagesInHistoryOnce } from "./messages/in-history-once.ts";
import { messagesOwnId } from "./messages/own-id.ts";
import { messagesTextKept } from "./messages/text-kept.ts";
import { openAcceptedStatus } from "./open/accepted-status.ts";
import { openBooleanInContactData } from "./open/boolean-in-contact-data.ts";
import { openCreatingWithoutKey } from "./open/creating-without-key.ts";
import { openDuplicateNames } from "./open/duplicate-names.ts";
import { openEmptyCustomDataForm } from "./open/empty-custom-data-form.ts";
import { openEmptyMessage } from "./open/empty-message.ts";
import { openEmptyText } from "./open/empty-text.ts";
import { openErrorMessageForm } from "./open/error-message-form.ts";
import { openExtraResponseMembers } from "./open/extra-response-members.ts";
import { openHistoryAsDocumented } from "./open/history-as-documented.ts";
import { openHistoryId } from "./open/history-id.ts";
import { openHistoryOrder } from "./open/history-order.ts";
import { openHistorySender } from "./open/history-sender.ts";
import { openInvalidShapeStatus } from "./open/invalid-shape-status.ts";
import { openInvalidUtf8 } from "./open/invalid-utf-8.ts";
import { openLargestValue } from "./open/largest-value.ts";
import { openLowerCaseBearer } from "./open/lower-case-bearer.ts";
import { openMergePatch } from "./open/merge-patch.ts";
import { openMessageWithoutType } from "./open/message-without-type.ts";
import { openMissingMemberStatus } from "./open/missing-member-status.ts";
import { openNestedStatus } from "./open/nested-status.ts";
import { openNotJsonStatus } from "./open/not-json-status.ts";
import { openNulCharacter } from "./open/nul-character.ts";
import { openNullAgent } from "./open/null-agent.ts";
import { openNullContact } from "./open/null-contact.ts";
import { openNullContactCustomData } from "./open/null-contact-custom-data.ts";
import { openNullCustomData } from "./open/null-custom-data.ts";
import { openNumberBeyondADouble } from "./open/number-beyond-a-double.ts";
import { openNumberInContactData } from "./open/number-in-contact-data.ts";
import { openProtoKey } from "./open/proto-key.ts";
import { openReadLag } from "./open/read-lag.ts";
import { openRepeatedMessage } from "./open/repeated-message.ts";
import { openSessionAsDocumented } from "./open/session-as-documented.ts";
import { openTakeOverEffect } from "./open/take-over-effect.ts";
import { openTextPlain } from "./open/text-plain.ts";
import { openUnknownAgent } from "./open/unknown-agent.ts";
import { openUnknownBodyMember } from "./open/unknown-body-member.ts";
import { openUnknownContactMember } from "./open/unknown-contact-member.ts";
import { openUnknownMessageMember } from "./open/unknown-message-member.ts";
import { openUnknownMessageType } from "./open/unknown-message-type.ts";
import { openUnknownSessionStatus } from "./open/unknown-session-status.ts";
import { openUnpairedSurrogate } from "./open/unpaired-surrogate.ts";
import { openUnverifiedContactData } from "./open/unverified-contact-data.ts";
import { rejectionArraysInContactData } from "./rejection/arrays-in-contact-data.ts";
import { rejectionArraysInSessionData } from "./rejection/arrays-in-session-data.ts";
import { rejectionChangesNoContactData } from "./rejection/changes-no-contact-data.ts";
import { rejectionChangesNoSessionData } from "./rejection/changes-no-session-data.ts";
import { rejectionNestedContactData } from "./rejection/nested-contact-data.ts";
import { rejectionNestedSessionData } from "./rejection/nested-session-data.ts";
import { rejectionNullInContactData } from "./rejection/null-in-contact-data.ts";
import { rejectionNullInSessionData } from "./rejection/null-in-session-data.ts";
import { rejectionObjectsInArraysInContactData } from "./rejection/objects-in-arrays-in-contact-data.ts";
import { rejectionObjectsInArraysInSessionData } from "./rejection/objects-in-arrays-in-session-data.ts";
import { rejectionStoresNoMessage } from "./rejection/stores-no-message.ts";
import { requestAgentAccepted } from "./request/agent-accepted.ts";
import { requestContactMembersAccepted } from "./request/contact-members-accepted.ts";
import { requestEnums } from "./request/enums.ts";
import { requestExampleAccepted } from "./request/example-accepted.ts";
import { requestFormats } from "./request/formats.ts";
import { requestJson } from "./request/json.ts";
import { requestMessageAccepted } from "./request/message-accepted.ts";
import { requestRequired } from "./request/required.ts";
import { requestSendersAccepted } from "./request/senders-accepted.ts";
import { requestTakeOverAccepted } from "./request/take-over-accepted.ts";
import { requestTypes } from "./request/types.ts";
import { responseData } from "./response/data.ts";
import { responseDocumentedShape } from "./response/documented-shape.ts";
import { responseErrorShape } from "./response/error-shape.ts";
import { responseErrorStatus } from "./response/error-status.ts";
import { responseJson } from "./response/json.ts";
import { responseMessageId } from "./response/message-id.ts";
import { responseReadsAreJson } from "./response/reads-are-json.ts";
import { responseSuccess } from "./response/success.ts";
import { responseSuccessTrue } from "./response/success-true.ts";
import { robustnessNoServerError } from "./robustness/no-server-error.ts";
import { robustnessUnknownSessionRefused } from "./robustness/unknown-session-refused.ts";
import type { Rule } from "./rule.ts";
import { sessionDataBooleansAccepted } from "./session-data/booleans-accepted.ts";
import { sessionDataBooleansComeBack } from "./session-data/booleans-come-back.ts";
import { sessionDataEmptyAccepted } from "./session-data/empty-accepted.ts";
import { sessionDataKeysComeBack } from "./session-data/keys-come-back.ts";
import { sessionDataNumbersAccepted } from "./session-data/numbers-accepted.ts";
import { sessionDataNumbersComeBack } from "./session-data/numbers-come-back.ts";
import { sessionDataReturnedByGetSession } from "./session-data/returned-by-get-session.ts";
import { sessionDataSentKeysAdded } from "./session-data/sent-keys-added.ts";
import { sessionDataSentKeysUpdated } from "./session-data/sent-keys-updated.ts";
import { sessionDataStringsAccepted } from "./session-data/strings-accepted.ts";
import { sessionDataStringsComeBack } from "./session-data/strings-come-back.ts";
import { sessionDataUnsentKeysStay } from "./session-data/unsent-keys-stay.ts";
import { sessionDataUnusualAccepted } from "./session-data/unusual-accepted.ts";
import { sessionDataUnusualComeBack } from "./session-data/unusual-come-back.ts";
import { ticketingSessionDataNotSynced } from "./ticketing/session-data-not-synced.ts";

/** Every rule for providers, in the order of the page: what a summary lists, area by area. */
export const rules: readonly Rule[] = [
  authenticationKeyRequired,
  authenticationWrongKeyRefused,
  authenticationWholeKeyCompared,
  authenticationBearerScheme,
  authenticationAnswers401,
  authenticationRefusedWithoutEffect,
  authenticationRefusedMessageNotStored,
  authenticationScopeRequired,
  authenticationReadsNeedAKey,
  requestExampleAccepted,
  requestMessageAccepted,
  requestSendersAccepted,
  requestContactMembersAccepted,
  requestAgentAccepted,
  requestTakeOverAccepted,
  requestRequired,
  requestTypes,
  requestEnums,
  requestFormats,
  requestJson,
  responseJson,
  responseSuccess,
  responseSuccessTrue,
  responseData,
  responseMessageId,
  responseErrorShape,
  responseErrorStatus,
  responseDocumentedShape,
  responseReadsAreJson,
  sessionDataReturnedByGetSession,
  sessionDataSentKeysAdded,
  sessionDataUnsentKeysStay,
  sessionDataSentKeysUpdated,
  sessionDataStringsAccepted,
  sessionDataStringsComeBack,
  sessionDataNumbersAccepted,
  sessionDataNumbersComeBack,
  sessionDataBooleansAccepted,
  sessionDataBooleansComeBack,
  sessionDataUnusualAccepted,
  sessionDataUnusualComeBack,
  sessionDataKeysComeBack,
  sessionDataEmptyAccepted,
  contactDataSentKeysAdded,
  contactDataUnsentKeysStay,
  contactDataSentKeysUpdated,
  contactDataStringsAccepted,
  contactDataStringsComeBack,
  contactDataOthersBecomeStrings,
  contactDataUnusualAccepted,
  contactDataUnusualComeBack,
  contactDataKeysComeBack,
  contactDataEmptyAccepted,
  contactDataBelongsToThePerson,
  independenceBothAccepted,
  independenceSessionDataNotInContact,
  independenceContactDataNotInSession,
  independenceKeysAlterNothingElse,
  rejectionNestedSessionData,
  rejectionArraysInSessionData,
  rejectionObjectsInArraysInSessionData,
  rejectionNullInSessionData,
  rejectionChangesNoSessionData,
  rejectionNestedContactData,
  rejectionArraysInContactData,
  rejectionObjectsInArraysInContactData,
  rejectionNullInContactData,
  rejectionChangesNoContactData,
  rejectionStoresNoMessage,
  isolationSessionData,
  isolationContactData,
  isolationMessages,
  messagesInHistoryOnce,
  messagesTextKept,
  messagesOwnId,
  concurrencySessionKeysKept,
  concurrencySessionKeyLastWrite,
  concurrencyContactKeysKept,
  concurrencyContactKeyLastWrite,
  concurrencyContactKeysKeptAcrossSessions,
  concurrencyMessagesKept,
  ticketingSessionDataNotSynced,
  robustnessNoServerError,
  robustnessUnknownSessionRefused,
  openAcceptedStatus,
  openNestedStatus,
  openInvalidShapeStatus,
  openMissingMemberStatus,
  openNotJsonStatus,
  openUnknownSessionStatus,
  openLowerCaseBearer,
  openErrorMessageForm,
  openExtraResponseMembers,
  openUnknownBodyMember,
  openUnknownMessageMember,
  openUnknownContactMember,
  openNullCustomData,
  openNullContact,
  openNullContactCustomData,
  openNullAgent,
  openMessageWithoutType,
  openUnknownMessageType,
  openUnknownAgent,
  openEmptyMessage,
  openEmptyText,
  openNumberInContactData,
  openBooleanInContactData,
  openProtoKey,
  openNulCharacter,
  openUnpairedSurrogate,
  openTextPlain,
  openMergePatch,
  openDuplicateNames,
  openNumberBeyondADouble,
  openInvalidUtf8,
  openLargestValue,
  openEmptyCustomDataForm,
  openHistoryOrder,
  openHistoryId,
  openHistorySender,
  openRepeatedMessage,
  openReadLag,
  openTakeOverEffect,
  openUnverifiedContactData,
  openSessionAsDocumented,
  openHistoryAsDocumented,
  openCreatingWithoutKey,
];
