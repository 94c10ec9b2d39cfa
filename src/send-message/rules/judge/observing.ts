import type { Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { SendOutcome } from "../../analysis/send-outcomes.ts";
import { dataIn } from "../../contract/records.ts";
import { answersOf, isSuccess } from "./responses.ts";

/** What open rules record: a word, a status, a short list; the same on every run against the same provider. */
export function observed(value: Json | undefined): Judgement {
  return value === undefined ? UNCONCERNED : { checked: 1, violations: [], observed: value };
}

/** The statuses that these sends are answered with. */
export function statusOf(select: (send: SendOutcome) => boolean) {
  return (it: CaseAnalysis): Judgement => {
    const sends = it.sends.filter(
      (send) => select(send) && send.status !== undefined && send.status < 500 && send.answer !== "unknown",
    );
    const statuses = [...new Set(sends.map((send) => send.status!))].sort();
    return statuses.length === 0 ? UNCONCERNED : observed(statuses.length === 1 ? statuses[0]! : statuses);
  };
}

/** What came of a send, in a word and a status. */
export function answerClass(send: SendOutcome): string | undefined {
  if (send.answer === "unknown") return undefined;
  return send.answer === "accepted"
    ? "accepted"
    : send.answer === "crashed"
      ? "server error"
      : `refused with ${send.status}`;
}

export function answerTo(select: (send: SendOutcome) => boolean) {
  return (it: CaseAnalysis): Judgement => {
    const classes = [...new Set(it.sends.filter(select).flatMap((send) => answerClass(send) ?? []))].sort();
    return classes.length === 0 ? UNCONCERNED : observed(classes.length === 1 ? classes[0]! : classes);
  };
}

/** What is answered to the send of an open point; the name of the point ends its step's text. */
export function answerToText(what: string) {
  return (it: CaseAnalysis): Judgement => {
    const steps = it.case.steps.flatMap((step, index) =>
      step.do === "send" && JSON.stringify(step.body).includes(`${it.case.tag}: ${what}`) ? [index] : [],
    );
    return answerTo(
      (send) =>
        steps.includes(it.exchange(send.tries[0]!).step) && it.exchange(send.tries[0]!).purpose === "step",
    )(it);
  };
}

/** What is answered to session data with a key that ends so. */
export function answerToKey(end: string) {
  return answerTo((send) => {
    const data = dataIn(send.body, "session");
    const keys = typeof data === "object" && data !== null ? Object.keys(data) : [];
    return keys.length === 1 && keys[0]!.endsWith(end);
  });
}

/** What is answered to a body that is not UTF-8. */
export function answerToBytes(it: CaseAnalysis): Judgement {
  return answerTo((send) => it.exchange(send.tries[0]!).request.body?.encoding === "base64")(it);
}

/** Members of accepted answers that the page does not show. */
export function extraMembers(it: CaseAnalysis): Judgement {
  const bodies = answersOf(it, isSuccess).map((answer) => answer.body);
  const extra = bodies.flatMap((body) => [
    ...keysOf(body).filter((key) => key !== "success" && key !== "data"),
    ...keysOf(member(body, "data"))
      .filter((key) => key !== "message")
      .map((key) => `data.${key}`),
    ...keysOf(member(body, "data", "message"))
      .filter((key) => key !== "id")
      .map((key) => `data.message.${key}`),
  ]);
  return bodies.length === 0 ? UNCONCERNED : observed([...new Set(extra)].sort());
}

/** Whether the message of an error is one string or a list of them. */
export function errorMessageForm(it: CaseAnalysis): Judgement {
  const messages = answersOf(it, (status) => status >= 400 && status < 500).map((answer) =>
    member(answer.body, "message"),
  );
  const forms = [
    ...new Set(
      messages.flatMap((message) =>
        typeof message === "string" ? ["a string"] : Array.isArray(message) ? ["a list"] : [],
      ),
    ),
  ].sort();
  return forms.length === 0 ? UNCONCERNED : observed(forms.length === 1 ? forms[0]! : forms);
}

export function keysOf(value: Json | undefined): string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
