import type { RecordKind } from "../../evidence/step.ts";
import { member } from "../../json/member.ts";
import { type Judgement, UNCONCERNED } from "../../judging/judgement.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import type { ReadFact } from "../analysis/facts.ts";
import { BOTH, MERGE } from "../contract/records.ts";
import { togetherInCompany, togetherOneKey } from "../scenarios/concurrent-sends.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { history } from "./judge/messages.ts";
import { recordShows } from "./judge/records.ts";
import { acrossSessions, isRaced, raceOf } from "./judge/writes.ts";
import type { Judge, Rule } from "./rule.ts";

/** Sends at the same time lose nothing, whatever the order in which the provider takes them. */
function raceRules(record: RecordKind): Rule[] {
  // A session's data is its own, whoever its contact is.
  const ofRecord = (judge: Judge) => (record === "contact" ? unless(showsSeveral, judge) : judge);
  return [
    {
      id: `concurrency/${record}-keys-kept`,
      basis: "stated",
      title: `messages sent at the same time, each with a different ${record} key, lose none of the keys`,
      quote: MERGE,
      sends: [togetherInCompany, raceDesign],
      judge: ofRecord(
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
    sends: [raceDesign],
    judge: unless(
      mayBeSeveral,
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

/** Judges a case, unless what it takes for one person may be several contacts. */
function unless(areSeveral: (analysis: CaseAnalysis) => boolean, judge: Judge): Judge {
  return (analysis) => {
    const judgement = judge(analysis);
    const isConcerned = judgement.checked > 0 || judgement.violations.length > 0;
    return isConcerned && areSeveral(analysis) ? SEVERAL : judgement;
  };
}

const contactId = ({ body }: ReadFact) => member(body, "contact", "id");

/** Whether Get Session shows several contacts for one person. */
function showsSeveral({ facts: { reads, sessions } }: CaseAnalysis): boolean {
  const people = Map.groupBy(reads, ({ session }) => sessions.get(session)?.contact);
  people.delete(undefined);
  return [...people.values()].some(
    (own) => new Set(own.map(contactId).filter((id) => id !== undefined)).size > 1,
  );
}

/** Whether Get Session did not show one `contact.id` in several sessions before the race: whose they are is open then. */
function mayBeSeveral(analysis: CaseAnalysis): boolean {
  const race = analysis.case.steps.findIndex((step) => step.do === "together");
  const before = analysis.facts.reads.filter((read) => analysis.exchange(read.exchange).step < race);
  const [id, ...others] = new Map(before.map((read) => [read.session, contactId(read)])).values();
  return id === undefined || others.length === 0 || others.some((other) => other !== id);
}
