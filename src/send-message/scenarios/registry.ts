import type { Contract } from "../contract/contract.ts";
import {
  independence,
  isolation,
  pollution,
  samePerson,
  samePersonById,
  strangersWithoutAddress,
} from "./apart.ts";
import { bearerCase, readOnlyKey, readsWithoutKey, wrongKeys } from "./credentials.ts";
import { mergingByDesign, mergingLate } from "./design/merging-by-design.ts";
import { racingByDesign } from "./design/racing-by-design.ts";
import { rejectingByDesign } from "./design/rejecting-by-design.ts";
import { later, listLike, sameText } from "./lasting.ts";
import {
  longConversation,
  manyKeys,
  merge,
  nothingChanges,
  person,
  senders,
  types,
  unaidedUpdates,
  updates,
} from "./merging.ts";
import { longHistory, messages, repeated, robustness } from "./messaging.ts";
import { hostile, lengths, numberSpellings } from "./odd-values.ts";
import { openContacts, openEncodings, openRequests, openSizes, openTexts } from "./open-points.ts";
import {
  lateRejections,
  rejectingPacks,
  rejectionInContext,
  rejectionLater,
  rejectionRepeated,
} from "./rejecting.ts";
import type { Scenario } from "./scenario.ts";
import { sequences } from "./sequences.ts";
import { documented, documentedEffects, shapeScenario } from "./shapes.ts";
import { ticketing, ticketingLater } from "./ticketing.ts";
import { together } from "./together.ts";

/**
 * All scenarios in the order in which they are run: what finds most in fewest requests comes first, and requests at the
 * same time only when those that follow one another had their turn.
 */
export function scenariosFor(contract: Contract): readonly Scenario[] {
  return [
    merge,
    mergingByDesign,
    types,
    rejectionInContext,
    ticketing,
    wrongKeys,
    shapeScenario(contract),
    rejectingByDesign,
    ...rejectingPacks,
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
    strangersWithoutAddress,
    sameText,
    listLike,
    updates,
    unaidedUpdates,
    lengths,
    numberSpellings,
    lateRejections,
    mergingLate,
    longConversation,
    rejectionLater,
    rejectionRepeated,
    pollution,
    documentedEffects,
    longHistory,
    repeated,
    openContacts,
    openEncodings,
    openSizes,
    openTexts,
    racingByDesign,
    ...together,
    sequences,
  ];
}
