import type { Effect } from "./effect.ts";
import { answerEffects } from "./effects/answers.ts";
import { atomicityEffects } from "./effects/atomicity.ts";
import { authenticationEffects } from "./effects/authentication.ts";
import { crashingEffects } from "./effects/crashing.ts";
import { crossingEffects } from "./effects/crossing.ts";
import { errorAnswerEffects } from "./effects/error-answers.ts";
import { historyEffects } from "./effects/histories.ts";
import { keyEffects } from "./effects/keys.ts";
import { mergingEffects } from "./effects/merging.ts";
import { messageEffects } from "./effects/messages.ts";
import { nestingEffects } from "./effects/nesting.ts";
import { notValueEffects } from "./effects/not-values.ts";
import { peopleEffects } from "./effects/people.ts";
import { pollutingEffects } from "./effects/polluting.ts";
import { puttingOffEffects } from "./effects/putting-off.ts";
import { racingEffects } from "./effects/racing.ts";
import { refusingEffects } from "./effects/refusing-valid.ts";
import { rememberingEffects } from "./effects/remembering.ts";
import { renamingEffects } from "./effects/renaming.ts";
import { repeatedRequestEffects } from "./effects/repeated-requests.ts";
import { savingEffects } from "./effects/saving.ts";
import { shapeEffects } from "./effects/shapes.ts";
import { sharingEffects } from "./effects/sharing.ts";
import { stringEffects } from "./effects/strings.ts";
import { ticketingEffects } from "./effects/ticketing.ts";
import { updatingEffects } from "./effects/updating.ts";
import { valueEffects } from "./effects/values.ts";

/** Everything that can go wrong. */
export const effects: readonly Effect[] = [
  ...mergingEffects,
  ...stringEffects,
  ...valueEffects,
  ...renamingEffects,
  ...keyEffects,
  ...updatingEffects,
  ...nestingEffects,
  ...notValueEffects,
  ...atomicityEffects,
  ...crossingEffects,
  ...sharingEffects,
  ...rememberingEffects,
  ...puttingOffEffects,
  ...racingEffects,
  ...savingEffects,
  ...messageEffects,
  ...repeatedRequestEffects,
  ...historyEffects,
  ...authenticationEffects,
  ...shapeEffects,
  ...refusingEffects,
  ...crashingEffects,
  ...answerEffects,
  ...errorAnswerEffects,
  ...pollutingEffects,
  ...ticketingEffects,
  ...peopleEffects,
];
