import type { Case } from "../evidence/case.ts";
import type { SendStep, Step } from "../evidence/step.ts";
import type { Exchange, RecordedBody } from "../http/exchange.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { member } from "../json/member.ts";
import type { OperationId } from "../send-message/contract/operations.ts";
import { history, observe, open, SESSION } from "../send-message/scenarios/steps.ts";

/** One send, and what is imagined to come of it. */
export interface Imagined {
  /** Whose send it is; absent where it is nobody's, and every rule may look at it. */
  readonly scenario?: string;
  readonly tag: string;
  readonly step: SendStep;
  /** 2xx or 4xx. */
  readonly status: number;
  /** An operation that there is not. */
  readonly without?: OperationId;
  /** Bodies that stand in place of the usual ones. */
  readonly instead?: {
    readonly sendMessage?: Json;
    readonly getSession?: Json;
    readonly listHistory?: Json;
  };
}

const SESSION_ID = "0b0f7c3a-3f5b-4b8a-9a57-6f1d6c9f9b11";
const CONTACT_ID = "5a0f6c1e-7d0b-4c55-9a56-0d9a0c1e2f3b";
const MESSAGE_ID = "9d6c2c2b-40a7-4a44-8a0c-4f2c38b5d1aa";
const NOW = "2025-01-31T09:00:00.000Z";

/** The bodies that a provider which keeps to the page answers with. */
export function usualAnswers(it: Imagined) {
  const sent = "json" in it.step.body && it.status < 300 ? it.step.body.json : undefined;
  const before = open(it.tag).body;
  const data = (...path: string[]): JsonObject =>
    Object.fromEntries([before, sent].flatMap((body) => Object.entries(objectOr(member(body, ...path)))));
  const item = {
    id: MESSAGE_ID,
    created_at: NOW,
    event: {
      type: "message",
      sender: { type: member(sent, "sender") ?? "contact", name: "Sam" },
      content: { type: "text", text: member(sent, "message", "text") ?? "" },
      attachments: [],
    },
  };
  return {
    sendMessage:
      it.status < 300
        ? { success: true, data: { message: { id: MESSAGE_ID } } }
        : { statusCode: it.status, message: "refused", error: "refused" },
    getSession: {
      id: SESSION_ID,
      status: "open",
      ai_closure_type: null,
      sentiment: null,
      channel: { type: "api" },
      ticket_number: 7,
      assist_mode: false,
      created_at: NOW,
      updated_at: NOW,
      contact: { id: CONTACT_ID, custom_data: data("contact", "custom_data") },
      custom_data: data("custom_data"),
    },
    listHistory: { items: sent === undefined ? [] : [item], next: null },
  } satisfies { [operation: string]: Json };
}

/** A case of one send to a session of its own, as it would be recorded had it come so; then both reads. */
export function imagine(it: Imagined): Case {
  const answers = { ...usualAnswers(it), ...it.instead };
  const opening = open(it.tag);
  const steps: Step[] = [opening, it.step, observe(), history()];
  const id = it.step.session === SESSION ? SESSION_ID : it.step.session.slice(1);
  const path = `/chat/sessions/${encodeURIComponent(id)}`;
  const exchange = (
    step: number,
    operation: NonNullable<Exchange["operation"]>,
    asked: Pick<Exchange["request"], "method" | "path"> & { readonly body?: RecordedBody },
    status: number,
    answer: Json,
  ): Exchange => ({
    step,
    purpose: "step",
    operation,
    credential: step === 1 ? (it.step.credential ?? "valid") : "valid",
    request: { ...asked, headers: [["content-type", it.step.contentType ?? "application/json"]] },
    response: {
      status,
      headers: [["content-type", "application/json"]],
      body: text(JSON.stringify(answer)),
    },
    // So far apart that no read could be late.
    startedMs: step * 1_000_000,
    endedMs: step * 1_000_000 + 1,
  });
  const exchanges = [
    exchange(
      0,
      "createSession",
      { method: "POST", path: "/chat/sessions", body: text(JSON.stringify(opening.body)) },
      201,
      { id: SESSION_ID },
    ),
    exchange(
      1,
      "sendMessage",
      { method: "POST", path: `${path}/send`, body: bodyOf(it.step) },
      it.status,
      answers.sendMessage,
    ),
    exchange(
      2,
      "getSession",
      { method: "GET", path: `/chat/sessions/${SESSION_ID}` },
      200,
      answers.getSession,
    ),
    exchange(
      3,
      "listHistory",
      { method: "GET", path: `/chat/sessions/${SESSION_ID}/history` },
      200,
      answers.listHistory,
    ),
  ];
  return {
    id: "imagined/0",
    scenario: it.scenario ?? "imagined",
    tag: it.tag,
    steps,
    exchanges: exchanges.filter(({ operation }) => operation !== it.without),
    received: [],
    programs: [],
    patienceMs: 1,
  };
}

function objectOr(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function bodyOf({ body }: SendStep): RecordedBody {
  if ("json" in body) return text(JSON.stringify(body.json));
  return "text" in body ? text(body.text) : { encoding: "base64", data: body.base64 };
}

function text(data: string): RecordedBody {
  return { encoding: "utf8", data };
}
