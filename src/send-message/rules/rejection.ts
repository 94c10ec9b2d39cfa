import type { RecordKind } from "../../evidence/step.ts";
import { jsonBody } from "../../http/exchange.ts";
import { member } from "../../json/member.ts";
import { type Judgement, judgeEach, UNCONCERNED } from "../../judging/judgement.ts";
import { show } from "../../judging/show.ts";
import type { CaseAnalysis } from "../analysis/case-analysis.ts";
import { acceptanceOf, type ReadFact, type SendFact } from "../analysis/facts.ts";
import { isMadeByCase } from "../analysis/records.ts";
import type { SendOutcome } from "../analysis/send-outcomes.ts";
import { PERSON_MEMBERS } from "../contract/contact.ts";
import { BOTH, NESTED, RECORDS } from "../contract/records.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { pollution } from "../scenarios/isolation.ts";
import { later } from "../scenarios/over-time.ts";
import { dataNotValues, rejectionInContext, rejectionRepeated } from "../scenarios/rejections.ts";
import { sequences } from "../scenarios/sequences.ts";
import { shapes } from "../scenarios/shapes.ts";
import { longConversation } from "../scenarios/updates.ts";
import { about, defectOf, refused, refusedWith } from "./judge/answers.ts";
import { noMessageApplied } from "./judge/messages.ts";
import { nestedApplied, nothingApplied } from "./judge/records.ts";
import type { Rule } from "./rule.ts";

/** A parser that strips `__proto__` never sees what stands under it. */
const isUnderProto = (send: SendOutcome) => defectOf(send)?.place.endsWith("/__proto__") ?? false;

function rejectionRulesOf(record: RecordKind): Rule[] {
  const { values } = RECORDS[record];
  const isNested = about.value(record, "object");
  const notValues = [
    { name: "arrays", title: `an array in ${record} data`, quote: values, value: "array" },
    {
      name: "objects-in-arrays",
      title: `an object inside an array in ${record} data`,
      quote: NESTED,
      value: "object-in-array",
    },
    { name: "null", title: `null as a value of ${record} data`, quote: values, value: "null" },
  ] as const;
  return [
    {
      id: `rejection/nested-${record}-data`,
      basis: "stated",
      title: `a nested object in ${record} data is rejected with a 400`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, rejectionRepeated, sequences, longConversation],
      judge: refusedWith(400, (send) => isNested(send) && !isUnderProto(send)),
    },
    {
      id: `rejection/nested-${record}-data-not-stored`,
      basis: "stated",
      title: `a nested object in ${record} data that was rejected is not stored, nor is any part of it`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign],
      judge: nestedApplied(record),
    },
    {
      id: `rejection/objects-under-proto-in-${record}-data`,
      basis: "implied",
      title: `a nested object under the key __proto__ in ${record} data is refused`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, pollution],
      judge: refused((send) => isNested(send) && isUnderProto(send)),
    },
    ...notValues.map(
      ({ name, title, quote, value }): Rule => ({
        id: `rejection/${name}-in-${record}-data`,
        basis: "implied",
        title: `${title} is refused`,
        quote,
        sends: [dataNotValues, shapes],
        judge: refused(about.value(record, value)),
      }),
    ),
    {
      id: `rejection/changes-no-${record}-data`,
      basis: "implied",
      title: `a rejected request changes no ${record} data by its valid keys`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, shapes, sequences, later],
      judge: nothingApplied((credential) => credential === "valid", [record]),
    },
  ];
}

export const rejectionRules: readonly Rule[] = [
  ...BOTH.flatMap(rejectionRulesOf),
  {
    id: "rejection/changes-no-contact-members",
    basis: "implied",
    title: "a rejected request changes no name, e-mail address or phone number of the contact",
    quote: NESTED,
    sends: [rejectionDesign],
    judge: membersUnchanged,
  },
  {
    id: "rejection/stores-no-message",
    basis: "implied",
    title: "the message of a rejected request is not stored",
    quote: NESTED,
    sends: [rejectionInContext, rejectionDesign, shapes, later],
    judge: noMessageApplied((credential) => credential === "valid"),
  },
];

/** What only a rejected request says of a contact never shows in the contact. */
function membersUnchanged({ case: recorded, facts }: CaseAnalysis): Judgement {
  const others = recorded.exchanges.filter((exchange) => acceptanceOf(exchange) !== "refused");
  const said = facts.sends
    .filter(({ acceptance }) => acceptance === "refused")
    .flatMap((send) =>
      PERSON_MEMBERS.map((name) => ({ send, name, value: member(send.body, "contact", name) })),
    )
    .filter(
      ({ name, value }) =>
        typeof value === "string" &&
        value !== "" &&
        !others.some(({ request }) => member(jsonBody(request), "contact", name) === value),
    );
  // A contact that the case did not make may have had this all the time.
  const mayHaveBeen = (session: string, send: SendFact, shows: (read: ReadFact) => boolean) =>
    !isMadeByCase("contact", session, recorded, facts) &&
    !facts.reads.some((read) => read.session === session && read.exchange < send.exchange && !shows(read));
  const isRead = said.some(({ send }) => facts.reads.some(({ exchange }) => exchange > send.exchange));
  if (!isRead) return UNCONCERNED;
  return judgeEach(said, ({ send, name, value }) => {
    const shows = (read: ReadFact) => member(read.body, "contact", name) === value;
    const read = facts.reads.find(
      (each) => each.exchange > send.exchange && shows(each) && !mayHaveBeen(each.session, send, shows),
    );
    return (
      read && {
        exchanges: [send.exchange, read.exchange],
        expected: `the contact's ${name} as it was before the rejected request`,
        got: show(value),
      }
    );
  });
}
