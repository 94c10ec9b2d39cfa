import type { Effect } from "./effect.ts";
import { answerEffects } from "./effects/answers.ts";
import { atomicityEffects } from "./effects/atomicity.ts";
import { authenticationEffects } from "./effects/authentication.ts";
import { cachedReadEffects } from "./effects/cached-reads.ts";
import { crossedRecordEffects } from "./effects/crossed-records.ts";
import { errorAnswerEffects } from "./effects/error-answers.ts";
import { historyEffects } from "./effects/histories.ts";
import { keyEffects } from "./effects/keys.ts";
import { lateWorkEffects } from "./effects/late-work.ts";
import { mergeEffects } from "./effects/merge.ts";
import { messageEffects } from "./effects/messages.ts";
import { nestedObjectEffects } from "./effects/nested-objects.ts";
import { notValueEffects } from "./effects/not-values.ts";
import { overlappingSaveEffects } from "./effects/overlapping-saves.ts";
import { peopleEffects } from "./effects/people.ts";
import { pollutionEffects } from "./effects/pollution.ts";
import { raceEffects } from "./effects/races.ts";
import { refusedValidEffects } from "./effects/refused-valid.ts";
import { renamedKeyEffects } from "./effects/renamed-keys.ts";
import { repeatedRequestEffects } from "./effects/repeated-requests.ts";
import { serverErrorEffects } from "./effects/server-errors.ts";
import { shapeEffects } from "./effects/shapes.ts";
import { sharedRecordEffects } from "./effects/shared-records.ts";
import { stringEffects } from "./effects/strings.ts";
import { ticketingEffects } from "./effects/ticketing.ts";
import { updateEffects } from "./effects/updates.ts";
import { valueEffects } from "./effects/values.ts";

/** Everything that can go wrong. */
export const effects: readonly Effect[] = [
  ...mergeEffects,
  ...stringEffects,
  ...valueEffects,
  ...renamedKeyEffects,
  ...keyEffects,
  ...updateEffects,
  ...nestedObjectEffects,
  ...notValueEffects,
  ...atomicityEffects,
  ...crossedRecordEffects,
  ...sharedRecordEffects,
  ...cachedReadEffects,
  ...lateWorkEffects,
  ...raceEffects,
  ...overlappingSaveEffects,
  ...messageEffects,
  ...repeatedRequestEffects,
  ...historyEffects,
  ...authenticationEffects,
  ...shapeEffects,
  ...refusedValidEffects,
  ...serverErrorEffects,
  ...answerEffects,
  ...errorAnswerEffects,
  ...pollutionEffects,
  ...ticketingEffects,
  ...peopleEffects,
];
