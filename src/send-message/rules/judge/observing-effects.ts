import { isObject } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../../judging/judgement.ts";
import { isIn } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import type { HistoryItem, SendFact } from "../../analysis/facts.ts";
import { UNUSUAL_KEY } from "../../analysis/open-points.ts";
import { dataIn } from "../../contract/records.ts";
import { messageText } from "../../scenarios/bodies.ts";
import { KEY_KINDS } from "../../scenarios/design/key-kinds.ts";
import { CARD, OPEN_SIZES, TIDIED } from "../../scenarios/open-points.ts";
import { KEY_COUNTS, manyKey } from "../../scenarios/updates.ts";
import { answerClass, keysOf, observed } from "./observing.ts";

/** What becomes of contact data of a type that the page does not name. */
export function contactValue(type: "number" | "boolean") {
  return (it: CaseAnalysis): Judgement => {
    const write = it.records.writes.find((each) => each.kind === "contact" && typeof each.value === type);
    if (write === undefined) return UNCONCERNED;
    const send = it.sends.find((each) => each.tries.includes(write.exchange));
    if (send?.answer !== "accepted") return observed(send === undefined ? undefined : answerClass(send));
    const view = it.records.views.findLast(
      (each) => each.record === write.record && Object.hasOwn(each.data, write.key),
    );
    return observed(
      view === undefined ? "accepted, and not shown" : `comes back as ${typeof view.data[write.key]}`,
    );
  };
}

/** Which of two members of one name is kept. */
export function duplicateNames(it: CaseAnalysis): Judgement {
  const key = "opencx_twice";
  const send = it.sends.find((each) => keysOf(dataIn(each.body, "session")).includes(key));
  if (send === undefined) return UNCONCERNED;
  if (send.answer !== "accepted") return observed(answerClass(send));
  const view = it.records.views.findLast((each) => each.kind === "session" && Object.hasOwn(each.data, key));
  const value = view?.data[key];
  return observed(
    value === "first" || value === "second" ? `the ${value} is kept` : "neither is kept as it was sent",
  );
}

/** The largest of the sizes tried that was accepted, in characters; 0 where none was. */
export function largestValue(it: CaseAnalysis): Judgement {
  const answers = OPEN_SIZES.map((size) =>
    it.sends.find((send) => keysOf(dataIn(send.body, "session")).includes(`opencx_size${size}`)),
  );
  if (answers.every((send) => send === undefined || send.answer === "unknown")) return UNCONCERNED;
  return observed(Math.max(0, ...OPEN_SIZES.filter((_, index) => answers[index]?.answer === "accepted")));
}

/** How Get Session writes session data that is empty. */
export function emptyForm(it: CaseAnalysis): Judgement {
  const read = it.facts.reads.find((each) => {
    const written = it.records.writes.some(
      (write) => write.kind === "session" && write.through === each.session && write.fate !== "refused",
    );
    return (
      it.facts.sessions.has(each.session) && !written && keysOf(dataIn(each.body, "session")).length === 0
    );
  });
  if (read === undefined) return UNCONCERNED;
  const value = dataIn(read.body, "session");
  return observed(
    value === undefined ? "left out" : value === null ? "null" : isObject(value) ? "{}" : typeof value,
  );
}

/** The accepted messages whose text was sent once: of one that was tried again, an entry may be of any of its tries. */
function toldApart(it: CaseAnalysis): SendFact[] {
  const { sends } = it.facts;
  return sends.filter(
    (send) =>
      send.fate === "accepted" &&
      !sends.some((other) => other !== send && other.session === send.session && other.text === send.text),
  );
}

/** The entry of a message in the latest history of its session. */
function itemOf(send: SendFact, it: CaseAnalysis): HistoryItem | undefined {
  return it.facts.histories
    .findLast((each) => each.session === send.session)
    ?.items.find((each) => each.text === send.text);
}

/** Whether the history begins with the oldest message or with the newest. */
export function historyOrder(it: CaseAnalysis): Judgement {
  const walk = it.facts.histories.findLast((each) => each.complete);
  const sent = toldApart(it)
    .filter((send) => send.session === walk?.session)
    .map((send) => send.text);
  const shown = walk?.items.map((item) => item.text).filter((text) => sent.includes(text as string)) ?? [];
  if (shown.length < 2) return UNCONCERNED;
  const places = shown.map((text) => sent.indexOf(text as string));
  const rises = places.every((place, index) => index === 0 || place >= places[index - 1]!);
  const falls = places.every((place, index) => index === 0 || place <= places[index - 1]!);
  return observed(rises ? "oldest first" : falls ? "newest first" : "neither");
}

/** Whether a message keeps its id in the history. */
export function historyIds(it: CaseAnalysis): Judgement {
  const pairs = toldApart(it).flatMap((send) => {
    const item = itemOf(send, it);
    return send.text?.includes(it.case.tag) && item !== undefined ? [item.id === send.messageId] : [];
  });
  if (pairs.length === 0) return UNCONCERNED;
  return observed(pairs.every(Boolean) ? "the same" : pairs.some(Boolean) ? "sometimes the same" : "another");
}

/** The sender types that the history gives to messages of each sender. */
export function historySenders(it: CaseAnalysis): Judgement {
  const types = (sender: string) =>
    it.facts.sends.flatMap((send) => {
      if (send.fate !== "accepted" || send.sender !== sender) return [];
      const item = itemOf(send, it);
      return typeof item?.senderType === "string" ? [item.senderType] : [];
    });
  const contact = [...new Set(types("contact"))].sort();
  const agent = [...new Set(types("agent"))].sort();
  return contact.length + agent.length === 0 ? UNCONCERNED : observed({ contact, agent });
}

/** How many messages a request makes that is sent twice. */
export function repeatedSend(it: CaseAnalysis): Judgement {
  const steps = it.case.steps.filter((step) => step.do === "send").map((step) => JSON.stringify(step.body));
  const twice = steps.some((body, index) => steps.indexOf(body) !== index);
  const walk = it.facts.histories.findLast((each) => each.complete);
  const text = it.facts.sends.find((send) =>
    it.facts.sends.some((other) => other !== send && other.text === send.text && other.fate === "accepted"),
  )?.text;
  if (!twice || walk === undefined || text === undefined) return UNCONCERNED;
  const count = walk.items.filter((item) => item.text === text).length;
  return count === 0 ? UNCONCERNED : observed(count === 1 ? "one message" : "two messages");
}

/** Whether every write was shown by the first read that followed, or by a later one only. */
export function readLag(it: CaseAnalysis): Judgement {
  const { writes, views } = it.records;
  const shown = writes
    .filter((write) => write.fate === "accepted")
    .map((write) =>
      views
        .filter((view) => view.record === write.record && view.startedMs >= write.endedMs)
        .map((view) => isIn(view.data, write)),
    )
    .filter((looks) => looks.includes(true));
  if (shown.length === 0) return UNCONCERNED;
  return observed(shown.every(([first]) => first) ? "at once" : "late");
}

/** What the session says of itself after a take-over. */
export function takeOverEffect(it: CaseAnalysis): Judgement {
  const taken = it.facts.sends.find(
    (send) => send.fate === "accepted" && member(send.body, "should_take_over_session_from_ai") === true,
  );
  const read = it.facts.reads.findLast((each) => each.session === taken?.session);
  if (taken === undefined || read === undefined) return UNCONCERNED;
  return observed({ assist_mode: read.body.assist_mode ?? null, status: read.body.status ?? null });
}

/** Whether contact data that was sent to an unverified session is shown by it. */
export function unverifiedContact(it: CaseAnalysis): Judgement {
  const session = [...it.facts.sessions.values()].find(
    (each) => !each.verified && each.contact !== undefined,
  );
  const write = it.records.writes.find(
    (each) =>
      each.kind === "contact" &&
      each.through === session?.id &&
      it.exchange(each.exchange).operation === "sendMessage",
  );
  const send = it.sends.find((each) => write !== undefined && each.tries.includes(write.exchange));
  if (session === undefined || write === undefined || send === undefined) return UNCONCERNED;
  if (send.answer !== "accepted") return observed(answerClass(send));
  const read = it.facts.reads.findLast((each) => each.session === session.id);
  return read === undefined
    ? UNCONCERNED
    : observed(Object.hasOwn(read.contactData, write.key) ? "shown" : "not shown");
}

/** Kinds of unusual keys of which a member was refused when it was sent alone. */
export function refusedKeys(it: CaseAnalysis): Judgement {
  const alone = it.sends.flatMap((send) => {
    const keys = [...keysOf(dataIn(send.body, "session")), ...keysOf(dataIn(send.body, "contact"))];
    return send.points.includes(UNUSUAL_KEY) && send.answer === "refused" && keys.length === 1 ? keys : [];
  });
  if (!it.sends.some(({ points }) => points.includes(UNUSUAL_KEY))) return UNCONCERNED;
  const kindOf = (key: string) => KEY_KINDS.find(({ members }) => members.flat().includes(key))?.name;
  return observed([...new Set(alone.map((key) => kindOf(key) ?? "others"))].sort());
}

/** The most keys that a record was seen to accept, of the counts tried. */
export function mostKeys(it: CaseAnalysis): Judgement {
  const counts = KEY_COUNTS.filter((count) =>
    it.sends.some(
      (send) =>
        send.answer === "accepted" && keysOf(dataIn(send.body, "session")).includes(manyKey(count - 1)),
    ),
  );
  const isSent = it.sends.some((send) => keysOf(dataIn(send.body, "session")).includes(manyKey(20)));
  return isSent ? observed(Math.max(0, ...counts)) : UNCONCERNED;
}

/** What a history makes of texts that may be tidied up. */
export function tidiedTexts(it: CaseAnalysis): Judgement {
  const said = TIDIED.flatMap(([what, text]) => {
    const sent = text(messageText(it.case.tag, what));
    const isAccepted = it.facts.sends.some((send) => send.text === sent && send.fate === "accepted");
    const shown = it.facts.histories
      .flatMap(({ items }) => items)
      .filter((item) => typeof item.text === "string" && item.text.includes(messageText(it.case.tag, what)));
    return isAccepted && shown.length > 0 && !shown.some((item) => item.text === sent) ? [what] : [];
  });
  return it.facts.histories.some(({ items }) => items.length > 0) ? observed(said) : UNCONCERNED;
}

/** What becomes of a card's number in custom data. */
export function cardNumbers(it: CaseAnalysis): Judgement {
  const view = it.records.views.findLast(({ data }) => Object.hasOwn(data, "opencx_card"));
  if (view === undefined) return UNCONCERNED;
  return observed(view.data.opencx_card === CARD ? "kept" : "masked or altered");
}
