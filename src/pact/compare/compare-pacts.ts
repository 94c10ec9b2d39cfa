import { counted } from "../../counted.ts";
import type { Contract } from "../../send-message/contract/contract.ts";
import { operationAt } from "../../send-message/contract/operation-at.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import { knownStates, resolveState, type StateMap } from "../../send-message/pact-states/resolve-state.ts";
import type { PactAccess } from "../ask.ts";
import { findingOf, findingText, type InteractionFinding, type Remark } from "../interaction-finding.ts";
import { loadPacts } from "../load-pacts.ts";
import type { Output } from "../output.ts";
import { answerRemarks } from "./answer-remarks.ts";
import { documentComparison } from "./document-remarks.ts";
import { requestRemarks } from "./request-remarks.ts";
import { expectedStatus, type Subject } from "./subject.ts";

export interface CompareOptions {
  /** Files, folders and URLs of pacts, of version 1 to 4. */
  readonly pacts: readonly string[];
  readonly access?: PactAccess;
  /** Default: that of the page. */
  readonly contract?: Contract;
  readonly stateMap?: StateMap;
  /** Warnings count as errors. */
  readonly strict?: boolean;
}

/**
 * Compares pacts of any consumer with the document; nothing is sent. Gives the findings in the order of the pacts and their
 * interactions, and how many interactions were compared.
 * @throws UsageError for pacts that cannot be read
 */
export async function comparePacts(options: CompareOptions, output: Output) {
  const pacts = await loadPacts(options.pacts, options.access);
  const { contract = pageContract, stateMap = {}, strict = false } = options;
  const compare = await documentComparison(contract);
  const findings: InteractionFinding[] = [];
  for (const pact of pacts) {
    const ofDocument = await compare(pact);
    for (const interaction of pact.interactions) {
      const operation = operationAt(interaction.request.method, interaction.request.path, contract);
      const subject = { interaction, operation, contract, stateMap };
      const remarks = remarksOn(subject, ofDocument.get(interaction.index) ?? []);
      findings.push(...remarks.map((remark) => findingOf(pact, interaction, remark)));
    }
  }
  for (const finding of findings) output.write(findingText(finding));
  const interactions = pacts.reduce((sum, pact) => sum + pact.interactions.length, 0);
  const errors = findings.filter(({ level }) => level === "error").length;
  const warnings = findings.length - errors;
  output.write(
    `${counted(interactions, "interaction")} compared: ${counted(errors, "error")}, ${counted(warnings, "warning")}`,
  );
  const isBroken = errors > 0 || (strict && warnings > 0);
  return { exitCode: isBroken ? 1 : interactions === 0 ? 3 : 0, findings, interactions };
}

function remarksOn(subject: Subject, ofDocument: readonly Remark[]): Remark[] {
  const { kind, place } = subject.interaction;
  if (kind === "other") {
    const message = "it is not an HTTP interaction; this API has only those";
    const remedy = "leave it out of the pact with this provider";
    return [{ id: "document/not-http", level: "error", place, documentPlace: "", message, remedy }];
  }
  const ofRequest = requestRemarks(subject);
  // Of an invalid body the contract knows more than the comparator: which sentence it breaks, and what is left open.
  const rest = ofDocument.filter(
    ({ id }) => ofRequest.length === 0 || id !== "document/request-body-incompatible",
  );
  return [...rest, ...ofRequest, ...answerRemarks(subject), ...stateRemarks(subject)];
}

/** Provider states that nobody can set up through the API, and interactions that need one and name none. */
function* stateRemarks({ interaction, operation, stateMap }: Subject): Generator<Remark> {
  const { place, states } = interaction;
  for (const need of states) {
    const { problem } = resolveState(need, stateMap);
    if (problem === undefined) continue;
    yield {
      id: "state/unknown",
      level: "error",
      place: need.place,
      documentPlace: "",
      message: `${problem}, and so it cannot be set up`,
      remedy: `use one of ${knownStates()}, or map it with stateMap in the configuration`,
    };
  }
  const { accepts } = expectedStatus(interaction);
  if (states.length === 0 && operation?.sessionId !== undefined && [200, 201, 202].some(accepts)) {
    yield {
      id: "state/missing",
      level: "warning",
      place,
      documentPlace: "",
      message: `expects success in the session ${operation.sessionId}, and no provider state says that it exists`,
      remedy: 'add the provider state "a session exists"',
    };
  }
}
