import { isObject } from "../../../json/json.ts";
import { member } from "../../../json/member.ts";
import { inOrder, type Judgement, observe, UNCONCERNED } from "../../../judging/judgement.ts";
import { isIn, type Write } from "../../../merge-oracle/write.ts";
import type { CaseAnalysis } from "../../analysis/case-analysis.ts";
import { dataShown, type HistoryItem, type SendFact } from "../../analysis/facts.ts";
import { UNUSUAL_KEY } from "../../analysis/open-points.ts";
import type { SendOutcome } from "../../analysis/send-outcomes.ts";
import { BOTH, dataIn, entriesIn } from "../../contract/records.ts";
import { messageText } from "../../scenarios/bodies.ts";
import { KEY_KINDS } from "../../scenarios/design/key-kinds.ts";
import { CARD, OPEN_SIZES, TIDIED } from "../../scenarios/open-points.ts";
import { KEY_COUNTS, manyKey } from "../../scenarios/updates.ts";
import type { Judge } from "../rule.ts";
import { answerClass } from "./observing.ts";

/** The send of this key of session data. */
function sendOfKey(key: string, { sends }: CaseAnalysis): SendOutcome | undefined {
  return sends.find(({ body }) => entriesIn(body, "session").some(([own]) => own === key));
}

function sendOf(write: Write | undefined, { sends }: CaseAnalysis): SendOutcome | undefined {
  return sends.find(({ tries }) => write !== undefined && tries.includes(write.exchange));
}

/** What becomes of contact data of a type that the page does not name. */
export function contactValue(type: "number" | "boolean"): Judge {
  return (analysis) => {
    const { writes, views } = analysis.records;
    const write = writes.find((each) => each.kind === "contact" && typeof each.value === type);
    const send = sendOf(write, analysis);
    if (write === undefined || send === undefined) return UNCONCERNED;
    if (send.answer !== "accepted") return observe(answerClass(send));
    const view = views.findLast(
      (each) => each.record === write.record && Object.hasOwn(each.data, write.key),
    );
    return observe(view ? `comes back as ${typeof view.data[write.key]}` : "accepted, and not shown");
  };
}

/** Which of two members of one name is kept. */
export function duplicateNames(analysis: CaseAnalysis): Judgement {
  const key = "opencx_twice";
  const send = sendOfKey(key, analysis);
  if (send === undefined) return UNCONCERNED;
  if (send.answer !== "accepted") return observe(answerClass(send));
  const value = analysis.records.views.findLast(
    ({ kind, data }) => kind === "session" && Object.hasOwn(data, key),
  )?.data[key];
  const isKept = value === "first" || value === "second";
  return observe(isKept ? `the ${value} is kept` : "neither is kept as it was sent");
}

/** The largest of the sizes tried that was accepted, in characters; 0 where none was. */
export function largestValue(analysis: CaseAnalysis): Judgement {
  const answers = OPEN_SIZES.map(
    (size) => [size, sendOfKey(`opencx_size${size}`, analysis)?.answer ?? "unknown"] as const,
  );
  if (answers.every(([, answer]) => answer === "unknown")) return UNCONCERNED;
  return observe(Math.max(0, ...answers.map(([size, answer]) => (answer === "accepted" ? size : 0))));
}

/** How Get Session writes session data that is empty. */
export function emptyForm({ facts, records }: CaseAnalysis): Judgement {
  const read = facts.reads.find(
    ({ session, body }) =>
      facts.sessions.has(session) &&
      entriesIn(body, "session").length === 0 &&
      !records.writes.some(
        ({ kind, through, acceptance }) =>
          kind === "session" && through === session && acceptance !== "refused",
      ),
  );
  if (read === undefined) return UNCONCERNED;
  const value = dataIn(read.body, "session");
  if (value === undefined) return observe("left out");
  return observe(value === null ? "null" : isObject(value) ? "{}" : typeof value);
}

/** The accepted messages whose text was sent once: of one that was tried again, an entry may be of any of its tries. */
function toldApart({ facts: { sends } }: CaseAnalysis): SendFact[] {
  return sends.filter(
    (send) =>
      send.acceptance === "accepted" &&
      !sends.some((other) => other !== send && other.session === send.session && other.text === send.text),
  );
}

/** The entry of a message in the latest history of its session. */
function itemOf({ session, text }: SendFact, { facts }: CaseAnalysis): HistoryItem | undefined {
  return facts.histories
    .findLast((each) => each.session === session)
    ?.items.find((each) => each.text === text);
}

/** Whether the history begins with the oldest message or with the newest. */
export function historyOrder(analysis: CaseAnalysis): Judgement {
  const walk = analysis.facts.histories.findLast((each) => each.complete);
  const sent = toldApart(analysis)
    .filter(({ session }) => session === walk?.session)
    .map(({ text }) => text);
  const places = (walk?.items ?? [])
    .map(({ text }) => sent.indexOf(text as string))
    .filter((place) => place >= 0);
  if (places.length < 2) return UNCONCERNED;
  const rises = places.every((place, index) => index === 0 || place >= places[index - 1]!);
  const falls = places.every((place, index) => index === 0 || place <= places[index - 1]!);
  return observe(rises ? "oldest first" : falls ? "newest first" : "neither");
}

/** Whether a message keeps its id in the history. */
export function historyIds(analysis: CaseAnalysis): Judgement {
  const isSame = toldApart(analysis).flatMap((send) => {
    const item = itemOf(send, analysis);
    return send.text?.includes(analysis.case.tag) && item ? [item.id === send.messageId] : [];
  });
  if (isSame.length === 0) return UNCONCERNED;
  return observe(
    isSame.every(Boolean) ? "the same" : isSame.some(Boolean) ? "sometimes the same" : "another",
  );
}

/** The sender types that the history gives to messages of each sender. */
export function historySenders(analysis: CaseAnalysis): Judgement {
  const typesOf = (sender: string) =>
    inOrder(
      analysis.facts.sends
        .filter((send) => send.acceptance === "accepted" && send.sender === sender)
        .map((send) => itemOf(send, analysis)?.senderType)
        .filter((type) => typeof type === "string"),
    );
  const [contact, agent] = [typesOf("contact"), typesOf("agent")];
  return observe(contact.length + agent.length === 0 ? undefined : { contact, agent });
}

/** How many messages a request makes that is sent twice. */
export function repeatedSend({ case: { steps }, facts }: CaseAnalysis): Judgement {
  const bodies = steps.filter((step) => step.do === "send").map((step) => JSON.stringify(step.body));
  const isTwice = new Set(bodies).size < bodies.length;
  const walk = facts.histories.findLast((each) => each.complete);
  const text = facts.sends.find(
    (send) =>
      send.text !== undefined &&
      facts.sends.some(
        (other) => other !== send && other.text === send.text && other.acceptance === "accepted",
      ),
  )?.text;
  if (!isTwice || walk === undefined || text === undefined) return UNCONCERNED;
  const count = walk.items.filter((item) => item.text === text).length;
  return count === 0 ? UNCONCERNED : observe(count === 1 ? "one message" : "two messages");
}

/** Whether every write was shown by the first read that followed, or by a later one only. */
export function readLag({ records: { writes, views } }: CaseAnalysis): Judgement {
  const shown = writes
    .filter((write) => write.acceptance === "accepted")
    .map((write) =>
      views
        .filter((view) => view.record === write.record && view.startedMs >= write.endedMs)
        .map((view) => isIn(view.data, write)),
    )
    .filter((reads) => reads.includes(true));
  if (shown.length === 0) return UNCONCERNED;
  return observe(shown.every(([first]) => first) ? "at once" : "late");
}

/** What the session says of itself after a take-over. */
export function takeOverEffect({ facts }: CaseAnalysis): Judgement {
  const taken = facts.sends.find(
    ({ acceptance, body }) =>
      acceptance === "accepted" && member(body, "should_take_over_session_from_ai") === true,
  );
  const read = facts.reads.findLast((each) => each.session === taken?.session);
  return observe(read && { assist_mode: read.body.assist_mode ?? null, status: read.body.status ?? null });
}

/** Whether contact data that was sent to an unverified session is shown by it. */
export function unverifiedContact(analysis: CaseAnalysis): Judgement {
  const { sessions, reads } = analysis.facts;
  const session = [...sessions.values()].find((each) => !each.verified && each.contact !== undefined);
  const write = analysis.records.writes.find(
    ({ kind, through, exchange }) =>
      kind === "contact" &&
      through === session?.id &&
      analysis.exchange(exchange).operation === "sendMessage",
  );
  const send = sendOf(write, analysis);
  if (write === undefined || send === undefined) return UNCONCERNED;
  if (send.answer !== "accepted") return observe(answerClass(send));
  const read = reads.findLast((each) => each.session === session?.id);
  return observe(read && (Object.hasOwn(dataShown(read, "contact"), write.key) ? "shown" : "not shown"));
}

/** Kinds of unusual keys with a member that was refused when it was sent alone. */
export function refusedKeys(analysis: CaseAnalysis): Judgement {
  const unusual = analysis.sends.filter(({ points }) => points.includes(UNUSUAL_KEY));
  const alone = unusual.flatMap(({ answer, body }) => {
    const keys = BOTH.flatMap((record) => entriesIn(body, record)).map(([key]) => key);
    return answer === "refused" && keys.length === 1 ? keys : [];
  });
  const kindOf = (key: string) => KEY_KINDS.find(({ members }) => members.flat().includes(key))?.name;
  return observe(unusual.length === 0 ? undefined : inOrder(alone.map((key) => kindOf(key) ?? "others")));
}

/** The most keys that a record was seen to accept, of the counts tried. */
export function mostKeys(analysis: CaseAnalysis): Judgement {
  if (sendOfKey(manyKey(20), analysis) === undefined) return UNCONCERNED;
  const accepted = analysis.sends.filter(({ answer }) => answer === "accepted");
  const counts = KEY_COUNTS.filter((count) =>
    accepted.some(({ body }) => entriesIn(body, "session").some(([key]) => key === manyKey(count - 1))),
  );
  return observe(Math.max(0, ...counts));
}

/** What a history makes of texts that may be tidied up. */
export function tidiedTexts({ case: { tag }, facts: { sends, histories } }: CaseAnalysis): Judgement {
  const items = histories.flatMap((each) => each.items);
  const tidied = TIDIED.filter(([what, text]) => {
    const sent = text(messageText(tag, what));
    const shown = items.filter(
      (item) => typeof item.text === "string" && item.text.includes(messageText(tag, what)),
    );
    const isAccepted = sends.some((send) => send.text === sent && send.acceptance === "accepted");
    return isAccepted && shown.length > 0 && !shown.some((item) => item.text === sent);
  });
  return observe(items.length === 0 ? undefined : tidied.map(([what]) => what));
}

/** What becomes of a card's number in custom data. */
export function cardNumbers({ records }: CaseAnalysis): Judgement {
  const view = records.views.findLast(({ data }) => Object.hasOwn(data, "opencx_card"));
  return observe(view && (view.data.opencx_card === CARD ? "kept" : "masked or altered"));
}
