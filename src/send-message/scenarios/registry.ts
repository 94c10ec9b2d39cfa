import { readMeanwhile, togetherInCompany, togetherOneKey } from "./concurrent-sends.ts";
import { readOnlyKey, readsWithoutKey, wrongKeys } from "./credentials.ts";
import { mergeDesign, mergeDesignLate } from "./design/merge-design.ts";
import { raceDesign } from "./design/race-design.ts";
import { rejectionDesign } from "./design/rejection-design.ts";
import { everyKey } from "./every-key.ts";
import { isolation, noAddress, pollution, samePerson, samePersonById } from "./isolation.ts";
import { merge, nothingChanges, person, types } from "./merge.ts";
import { messages, robustness } from "./messages.ts";
import { everyValue, lengths } from "./odd-values.ts";
import { openContacts, openEncodings, openRequests, openSizes, openTexts } from "./open-points.ts";
import { later, listLikeKeys, sameText } from "./over-time.ts";
import { dataNotValues, rejectionInContext, rejectionRepeated } from "./rejections.ts";
import type { Scenario } from "./scenario.ts";
import { sequences } from "./sequences.ts";
import { documented, shapes } from "./shapes.ts";
import { ticketing, ticketingLater } from "./ticketing.ts";
import { longConversation, manyKeys, unaidedUpdates } from "./updates.ts";

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
  dataNotValues,
  samePerson,
  isolation,
  messages,
  robustness,
  manyKeys,
  person,
  documented,
  nothingChanges,
  readsWithoutKey,
  readOnlyKey,
  openRequests,
  later,
  ticketingLater,
  samePersonById,
  noAddress,
  sameText,
  listLikeKeys,
  unaidedUpdates,
  lengths,
  mergeDesignLate,
  longConversation,
  rejectionRepeated,
  pollution,
  openContacts,
  openEncodings,
  openSizes,
  openTexts,
  raceDesign,
  readMeanwhile,
  togetherInCompany,
  togetherOneKey,
  sequences,
];
