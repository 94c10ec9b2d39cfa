import type { Contract } from "../contract/contract.ts";
import { independence, isolation, pollution, samePerson, samePersonById } from "./apart.ts";
import { bearerCase, readOnlyKey, readsWithoutKey, wrongKeys } from "./credentials.ts";
import {
  longConversation,
  manyKeys,
  merge,
  nothingChanges,
  senders,
  unaidedUpdates,
  updates,
} from "./merging.ts";
import { longHistory, messages, repeated, robustness } from "./messaging.ts";
import { openContacts, openEncodings, openRequests, openSizes } from "./open-points.ts";
import { rejectingPacks, rejectionInContext, rejectionLater, rejectionRepeated } from "./rejecting.ts";
import type { Scenario } from "./scenario.ts";
import { sequences } from "./sequences.ts";
import { documented, documentedEffects, shapeScenario } from "./shapes.ts";
import { ticketing } from "./ticketing.ts";
import { together } from "./together.ts";
import { hostile, lengths, numberSpellings, valuePacks, values } from "./values.ts";

/** All scenarios in the order in which they are run: what finds most in fewest requests comes first. */
export function scenariosFor(contract: Contract): readonly Scenario[] {
  return [
    merge,
    values,
    rejectionInContext,
    ticketing,
    wrongKeys,
    shapeScenario(contract),
    ...rejectingPacks,
    samePerson,
    isolation,
    messages,
    robustness,
    independence,
    manyKeys,
    senders,
    documented,
    nothingChanges,
    readsWithoutKey,
    readOnlyKey,
    openRequests,
    bearerCase,
    ...together,
    hostile,
    samePersonById,
    updates,
    unaidedUpdates,
    lengths,
    numberSpellings,
    ...valuePacks,
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
    sequences,
  ];
}
