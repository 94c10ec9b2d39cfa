import type { RecordKind } from "../../evidence/step.ts";
import { member } from "../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../judging/judgement.ts";
import { BOTH, MERGE } from "../contract/records.ts";
import { togetherAcrossSessions, togetherInCompany, togetherOneKey } from "../scenarios/concurrent-sends.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { history } from "./judge/messages.ts";
import { recordShows } from "./judge/records.ts";
import { acrossSessions, isRaced, raceOf } from "./judge/writes.ts";
import type { Judge, Rule } from "./rule.ts";

/** Sends at the same time lose nothing, whatever the order in which the provider takes them. */
function raceRules(record: RecordKind): Rule[] {
  return [
    {
      id: `concurrency/${record}-keys-kept`,
      basis: "stated",
      title: `messages sent at the same time, each with a different ${record} key, lose none of the keys`,
      quote: MERGE,
      sends: [togetherInCompany, raceDesign],
      judge: ofRecord(
        record,
        recordShows({
          record,
          kinds: ["absent", "lost"],
          concurrent: true,
          write: (write, analysis) => !acrossSessions(write, analysis),
        }),
      ),
    },
    {
      id: `concurrency/${record}-key-last-write`,
      basis: "stated",
      title: `of writes to one ${record} key, one that ended before another began does not win, and one of the sent values remains`,
      quote: MERGE,
      sends: [togetherOneKey, raceDesign],
      judge: ofRecord(
        record,
        recordShows({
          record,
          kinds: ["stale", "altered", "absent", "lost"],
          concurrent: "any",
          write: isRaced,
        }),
      ),
    },
  ];
}

export const concurrencyRules: readonly Rule[] = [
  ...BOTH.flatMap(raceRules),
  {
    id: "concurrency/contact-keys-kept-across-sessions",
    basis: "stated",
    title: "messages sent at the same time through two sessions of one contact lose none of its keys",
    quote: MERGE,
    sends: [togetherAcrossSessions, raceDesign],
    judge: ofOneContact(
      recordShows({ record: "contact", kinds: ["absent", "lost"], concurrent: true, write: acrossSessions }),
    ),
  },
  {
    id: "concurrency/messages-kept",
    basis: "implied",
    title: "messages sent at the same time all appear in the history, each once",
    source: "List history",
    sends: [togetherInCompany, raceDesign],
    judge: history(
      ["missing", "doubled"],
      ({ acceptance, exchange }, analysis) =>
        acceptance === "accepted" && raceOf(exchange, analysis) !== undefined,
    ),
  },
];

/** Why writes through several sessions decide nothing. */
const SEVERAL: Judgement = {
  ...UNCONCERNED,
  undecided: "Get Session did not show one contact.id in both sessions, so they may be two contacts",
};

/** Several sessions of one person may be several contacts; each session's own data is its own in any case. */
function ofRecord(record: RecordKind, judge: Judge): Judge {
  return record === "contact" ? unlessOfSeveral(judge) : judge;
}

/** Judges a case unless Get Session shows several contacts for what the case takes for one person. */
function unlessOfSeveral(judge: Judge): Judge {
  return (analysis) => {
    const { reads, sessions } = analysis.facts;
    const judgement = judge(analysis);
    if (judgement.checked === 0 && judgement.violations.length === 0) return judgement;
    const people = Map.groupBy(reads, ({ session }) => sessions.get(session)?.contact);
    people.delete(undefined);
    const isSeveral = [...people.values()].some((own) => {
      const ids = own.map(({ body }) => member(body, "contact", "id")).filter((id) => id !== undefined);
      return new Set(ids).size > 1;
    });
    return isSeveral ? SEVERAL : judgement;
  };
}

/**
 * Judges writes through several sessions of one contact, where Get Session showed one `contact.id` in all of them before:
 * else it is the provider's business whether they are one contact.
 */
function ofOneContact(judge: Judge): Judge {
  return (analysis) => {
    const judgement = judge(analysis);
    if (judgement.checked === 0 && judgement.violations.length === 0) return judgement;
    const race = analysis.case.steps.findIndex((step) => step.do === "together");
    const before = analysis.facts.reads.filter((read) => analysis.exchange(read.exchange).step < race);
    const ids = new Map(before.map(({ session, body }) => [session, member(body, "contact", "id")]));
    const [id, ...others] = ids.values();
    if (others.length > 0 && id !== undefined && others.every((other) => other === id)) return judgement;
    return SEVERAL;
  };
}
