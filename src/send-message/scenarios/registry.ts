import {
  togetherAcrossSessions,
  togetherBothRecords,
  togetherInCompany,
  togetherKeys,
  togetherOneKey,
} from "./concurrent-sends.ts";
import { bearerCase, readOnlyKey, readsWithoutKey, wrongKeys } from "./credentials.ts";
import { mergeDesign, mergeDesignLate } from "./design/merge-design.ts";
import { raceDesign } from "./design/race-design.ts";
import { rejectionDesign } from "./design/rejection-design.ts";
import { everyKey } from "./every-key.ts";
import { everyValue } from "./every-value.ts";
import { independence, isolation, noAddress, pollution, samePerson, samePersonById } from "./isolation.ts";
import { merge, nothingChanges, person, senders, types } from "./merge.ts";
import { longHistory, messages, repeatedMessage, robustness } from "./messages.ts";
import { hostile, lengths, numberSpellings } from "./odd-values.ts";
import { openContacts, openEncodings, openRequests, openSizes, openTexts } from "./open-points.ts";
import { later, listLikeKeys, sameText } from "./over-time.ts";
import {
  dataNotValues,
  lateRejections,
  rejectionInContext,
  rejectionLater,
  rejectionRepeated,
} from "./rejections.ts";
import type { Scenario } from "./scenario.ts";
import { sequences } from "./sequences.ts";
import { documented, documentedEffects, shapes } from "./shapes.ts";
import { ticketing, ticketingLater } from "./ticketing.ts";
import { longConversation, manyKeys, unaidedUpdates, updates } from "./updates.ts";

/**
 * All scenarios in the order in which they are run: what finds most in fewest requests comes first, and requests at the
 * same time only when those that follow one another had their turn.
 */
export const scenarios: readonly Scenario[] = [
  merge,
  everyKey,
  mergeDesign,
  types,
  everyValue,
  rejectionInContext,
  ticketing,
  wrongKeys,
  shapes,
  rejectionDesign,
  dataNotValues.session,
  dataNotValues.contact,
  samePerson,
  isolation,
  messages,
  robustness,
  independence,
  manyKeys,
  senders,
  person,
  documented,
  nothingChanges,
  readsWithoutKey,
  readOnlyKey,
  openRequests,
  bearerCase,
  later,
  ticketingLater,
  hostile,
  samePersonById,
  noAddress,
  sameText,
  listLikeKeys,
  updates,
  unaidedUpdates,
  lengths,
  numberSpellings,
  lateRejections,
  mergeDesignLate,
  longConversation,
  rejectionLater,
  rejectionRepeated,
  pollution,
  documentedEffects,
  longHistory,
  repeatedMessage,
  openContacts,
  openEncodings,
  openSizes,
  openTexts,
  raceDesign,
  togetherInCompany,
  togetherKeys.session,
  togetherKeys.contact,
  togetherOneKey.session,
  togetherOneKey.contact,
  togetherAcrossSessions,
  togetherBothRecords,
  sequences,
];
