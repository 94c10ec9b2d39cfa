import type { Case } from "../evidence/case.ts";
import type { SendStep, Step } from "../evidence/step.ts";
import type { Exchange } from "../http/exchange.ts";
import { recordRequest, recordResponse } from "../http/record.ts";
import type { Json } from "../json/json.ts";
import { member, objectAt, objectsAt, withMember } from "../json/member.ts";
import { requestFor, requestsOf } from "../running/requests-of.ts";
import { answerExamples } from "../send-message/contract/answer-examples.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { pageContract } from "../send-message/contract/page-contract.ts";
import { entriesIn, withData } from "../send-message/contract/records.ts";
import { history, observe, open, SESSION } from "../send-message/scenarios/steps.ts";

/** The operations that a case of one send calls, with a body for each. */
export type Answers = Readonly<Record<Exclude<OperationId, "createContact">, Json>>;

/** One send, and what might come of it. */
export interface HypotheticalSend {
  /** Whose send it is; absent where it is nobody's, and every rule may look at it. */
  readonly scenario?: string;
  readonly tag: string;
  readonly step: SendStep;
  /** 2xx or 4xx. */
  readonly status: number;
  /** An operation that does not exist. */
  readonly without?: OperationId;
  /** Bodies that stand in place of the usual ones. */
  readonly instead?: Partial<Answers>;
}

const SESSION_ID = String(answerExamples.createSession.id);
const IDS = new Map([[SESSION, SESSION_ID]]);

/** The bodies that a provider which keeps to the page answers with. */
export function usualAnswers({ tag, step, status }: HypotheticalSend): Answers {
  const sent = "json" in step.body && status < 300 ? step.body.json : undefined;
  const data = (record: "session" | "contact") =>
    Object.fromEntries([open(tag).body, sent].flatMap((body) => entriesIn(body, record)));
  const item = objectsAt(answerExamples.listHistory, "items")[0];
  const sender = { ...objectAt(item, "event", "sender"), type: member(sent, "sender") ?? "contact" };
  const text = member(sent, "message", "text") ?? "";
  const accepted = withMember(answerExamples.sendMessage, ["data", "message", "id"], item?.id);
  const shown = withMember(withMember(item, ["event", "sender"], sender), ["event", "content", "text"], text);
  return {
    createSession: answerExamples.createSession,
    sendMessage: status < 300 ? accepted : { statusCode: status, message: "refused", error: "refused" },
    getSession: withData(answerExamples.getSession, { session: data("session"), contact: data("contact") }),
    listHistory: { items: sent === undefined ? [] : [shown], next: null },
  };
}

/** A case of one send to a session of its own, followed by both reads, as it would be recorded if it happened. */
export function hypotheticalCase(it: HypotheticalSend): Case {
  const { scenario = "hypothetical", tag, step, status, without, instead } = it;
  const steps: Step[] = [open(tag), step, observe(), history()];
  const answers = { ...usualAnswers(it), ...instead };
  const exchanges = steps.map((each, index): Exchange => {
    const { once, read } = requestsOf(each, { index, tag, ids: IDS, session: undefined });
    const asked = once[0] ?? read!;
    const { operation, credential = "valid" } = asked;
    return {
      step: index,
      purpose: "step",
      operation,
      credential,
      request: recordRequest(requestFor(asked, pageContract, {})),
      response: recordResponse({
        status: operation === "sendMessage" ? status : 200,
        headers: [["content-type", "application/json"]],
        body: Buffer.from(JSON.stringify(answers[operation as keyof Answers])),
      }),
      // So far apart that no read could be late.
      startedMs: index * 1_000_000,
      endedMs: index * 1_000_000 + 1,
    };
  });
  return {
    id: "hypothetical/0",
    scenario,
    tag,
    steps,
    exchanges: exchanges.filter(({ operation }) => operation !== without),
    received: [],
    programs: [],
    patienceMs: 1,
  };
}
