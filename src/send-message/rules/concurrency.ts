import type { RecordKind } from "../../evidence/step.ts";
import { MERGE } from "../contract/records.ts";
import {
  togetherAcrossSessions,
  togetherBothRecords,
  togetherInCompany,
  togetherKeys,
  togetherOneKey,
} from "../scenarios/concurrent-sends.ts";
import { raceDesign } from "../scenarios/design/race-design.ts";
import { history } from "./judge/messages.ts";
import { acrossSessions, isRaced } from "./judge/ordinary.ts";
import { kept } from "./judge/records.ts";
import { ofOneContact } from "./judge/shared-contact.ts";
import { defineRule, type Rule } from "./rule.ts";

/** Sends at the same time lose nothing, whatever the order in which the provider takes them. */
function raceRules(record: RecordKind): Rule[] {
  return [
    defineRule({
      id: `concurrency/${record}-keys-kept`,
      basis: "stated",
      title: `messages sent at the same time, each with a different ${record} key, lose none of the keys`,
      quote: MERGE,
      sends: [togetherInCompany, togetherKeys[record], togetherBothRecords, raceDesign],
      judge: kept({
        record,
        kinds: ["absent", "lost"],
        concurrent: true,
        found: (found, it) => !acrossSessions(found.write, it),
        write: (write, it) => !acrossSessions(write, it),
      }),
    }),
    defineRule({
      id: `concurrency/${record}-key-last-write`,
      basis: "stated",
      title: `of writes to one ${record} key, one that ended before another began does not win, and one of the sent values remains`,
      quote: MERGE,
      sends: [togetherOneKey[record], raceDesign],
      judge: kept({
        record,
        kinds: ["stale", "altered", "absent", "lost"],
        concurrent: "any",
        write: isRaced,
      }),
    }),
  ];
}

export const concurrencyRules: readonly Rule[] = [
  ...raceRules("session"),
  ...raceRules("contact"),
  defineRule({
    id: "concurrency/contact-keys-kept-across-sessions",
    basis: "stated",
    title: "messages sent at the same time through two sessions of one contact lose none of its keys",
    quote: MERGE,
    sends: [togetherAcrossSessions, raceDesign],
    judge: ofOneContact(
      kept({ record: "contact", kinds: ["absent", "lost"], concurrent: true, write: acrossSessions }),
    ),
  }),
  defineRule({
    id: "concurrency/messages-kept",
    basis: "implied",
    title: "messages sent at the same time all appear in the history, each once",
    source: "List history",
    sends: [togetherInCompany, togetherKeys.session, togetherKeys.contact, togetherBothRecords, raceDesign],
    judge: history(
      ["missing", "doubled"],
      (send, it) =>
        send.fate === "accepted" && it.case.steps[it.exchange(send.exchange).step]?.do === "together",
    ),
  }),
];
