import type { Json } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import type { Asked } from "../../analysis/asked.ts";
import type { Look } from "../../analysis/look.ts";
import { dataIn } from "../../contract/records.ts";
import { answersOf, isSuccess } from "./responses.ts";

/** What open rules record: a word, a status, a short list; the same on every run against the same provider. */
export function observed(value: Json | undefined): Judgement {
  return value === undefined ? UNCONCERNED : { checked: 1, violations: [], observed: value };
}

/** The statuses that these sends are answered with. */
export function statusOf(select: (ask: Asked) => boolean) {
  return (it: Look): Judgement => {
    const asks = it.asks.filter(
      (ask) => select(ask) && ask.status !== undefined && ask.status < 500 && ask.answer !== "unknown",
    );
    const statuses = [...new Set(asks.map((ask) => ask.status!))].sort();
    return statuses.length === 0 ? UNCONCERNED : observed(statuses.length === 1 ? statuses[0]! : statuses);
  };
}

/** What came of a send, in a word and a status. */
export function answerClass(ask: Asked): string | undefined {
  if (ask.answer === "unknown") return undefined;
  return ask.answer === "accepted"
    ? "accepted"
    : ask.answer === "crashed"
      ? "server error"
      : `refused with ${ask.status}`;
}

export function answerTo(select: (ask: Asked) => boolean) {
  return (it: Look): Judgement => {
    const classes = [...new Set(it.asks.filter(select).flatMap((ask) => answerClass(ask) ?? []))].sort();
    return classes.length === 0 ? UNCONCERNED : observed(classes.length === 1 ? classes[0]! : classes);
  };
}

/** What is answered to the send of an open point; the name of the point ends its step's text. */
export function answerToText(what: string) {
  return (it: Look): Judgement => {
    const steps = it.case.steps.flatMap((step, index) =>
      step.do === "send" && JSON.stringify(step.body).includes(`${it.case.tag}: ${what}`) ? [index] : [],
    );
    return answerTo(
      (ask) =>
        steps.includes(it.exchange(ask.tries[0]!).step) && it.exchange(ask.tries[0]!).purpose === "step",
    )(it);
  };
}

/** What is answered to session data with a key that ends so. */
export function answerToKey(end: string) {
  return answerTo((ask) => {
    const data = dataIn(ask.body, "session");
    const keys = typeof data === "object" && data !== null ? Object.keys(data) : [];
    return keys.length === 1 && keys[0]!.endsWith(end);
  });
}

/** What is answered to a body that is not UTF-8. */
export function answerToBytes(it: Look): Judgement {
  return answerTo((ask) => it.exchange(ask.tries[0]!).request.body?.encoding === "base64")(it);
}

/** Members of accepted answers that the page does not show. */
export function extraMembers(it: Look): Judgement {
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
export function errorMessageForm(it: Look): Judgement {
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
