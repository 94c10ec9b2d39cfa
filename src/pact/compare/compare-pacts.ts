import { pointerTo } from "../../json/pointer.ts";
import type { Contract } from "../../send-message/contract/contract.ts";
import { pageContract } from "../../send-message/contract/page-contract.ts";
import type { StateMap } from "../../send-message/pact-states/resolve-state.ts";
import type { PactAccess } from "../access.ts";
import { type ExitCode, type Finding, findingText, type Output } from "../finding.ts";
import { interactionName, type Pact } from "../interaction.ts";
import { loadPacts } from "../load-pacts.ts";
import { operationAt } from "../operation-at.ts";
import { answerRemarks } from "./answer-remarks.ts";
import type { Remark, Subject } from "./check.ts";
import { type DocumentRemark, documentComparison } from "./document-remarks.ts";
import { requestRemarks } from "./request-remarks.ts";
import { stateRemarks } from "./state-remarks.ts";

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

export interface CompareResult {
  readonly exitCode: ExitCode;
  /** In the order of the pacts and their interactions. */
  readonly findings: readonly Finding[];
  /** Interactions that were compared. */
  readonly interactions: number;
}

/**
 * Compares pacts of any consumer with the document; nothing is sent.
 * @throws UsageError for pacts that cannot be read
 */
export async function comparePacts(options: CompareOptions, output: Output): Promise<CompareResult> {
  const pacts = await loadPacts(options.pacts, options.access);
  const { contract = pageContract, stateMap = {} } = options;
  const compare = await documentComparison(contract);
  const findings: Finding[] = [];
  for (const pact of pacts) {
    findings.push(...findingsOf(pact, await compare(pact), contract, stateMap));
  }
  for (const finding of findings) output.write(findingText(finding));
  const interactions = pacts.reduce((sum, pact) => sum + pact.interactions.length, 0);
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings] = [count("error"), count("warning")];
  output.write(`${interactions} interactions compared: ${errors} errors, ${warnings} warnings`);
  const broken = errors > 0 || (options.strict === true && warnings > 0);
  return { exitCode: broken ? 1 : interactions === 0 ? 3 : 0, findings, interactions };
}

function findingsOf(
  pact: Pact,
  documentRemarks: readonly DocumentRemark[],
  contract: Contract,
  stateMap: StateMap,
): Finding[] {
  return pact.interactions.flatMap((interaction) => {
    const operation = operationAt(interaction.request.method, interaction.request.path, contract);
    const subject: Subject = { pact, interaction, operation, contract, stateMap };
    const ofDocument = documentRemarks.filter(({ index }) => index === interaction.index);
    const remarks =
      interaction.kind === "http" ? httpRemarks(subject, ofDocument) : [otherRemark(interaction.index)];
    return remarks.map(({ id, level, place, documentPlace, message, remedy }) => ({
      id,
      level,
      interaction: interactionName(pact, interaction),
      pactPlace: `${pact.source}#${place}`,
      documentPlace,
      message,
      remedy,
    }));
  });
}

// Of an invalid body the contract knows more than the comparator: which sentence it breaks, and what is left open.
function httpRemarks(subject: Subject, ofDocument: readonly DocumentRemark[]): Remark[] {
  const ofRequest = [...requestRemarks(subject)];
  const rest =
    ofRequest.length === 0
      ? ofDocument
      : ofDocument.filter(({ id }) => id !== "document/request-body-incompatible");
  return [...rest, ...ofRequest, ...answerRemarks(subject), ...stateRemarks(subject)];
}

function otherRemark(index: number): Remark {
  return {
    id: "document/not-http",
    level: "error",
    place: pointerTo("/interactions", String(index)),
    documentPlace: "",
    message: "it is not an HTTP interaction; this API has only those",
    remedy: "leave it out of the pact with this provider",
  };
}
