import { bodyChanges } from "./body-changes.ts";
import { operationChanges } from "./operation-changes.ts";
import { outgoingChanges } from "./outgoing-changes.ts";
import { parameterChanges } from "./parameter-changes.ts";
import { responseChanges } from "./response-changes.ts";
import { securityChanges } from "./security-changes.ts";

/** Every kind of change outside of schemas, by its id. */
export const documentChanges = {
  ...operationChanges,
  ...parameterChanges,
  ...bodyChanges,
  ...responseChanges,
  ...securityChanges,
  ...outgoingChanges,
};

/** The id of a change outside of schemas. */
export type DocumentChangeId = keyof typeof documentChanges;
