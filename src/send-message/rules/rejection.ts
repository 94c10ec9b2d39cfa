import type { RecordKind } from "../../evidence/step.ts";
import type { SendOutcome } from "../analysis/send-outcomes.ts";
import { NESTED, RECORDS } from "../contract/records.ts";
import { rejectionDesign } from "../scenarios/design/rejection-design.ts";
import { pollution } from "../scenarios/isolation.ts";
import { later } from "../scenarios/over-time.ts";
import {
  dataNotValues,
  lateRejections,
  rejectionInContext,
  rejectionLater,
  rejectionRepeated,
} from "../scenarios/rejections.ts";
import { sequences } from "../scenarios/sequences.ts";
import { shapes } from "../scenarios/shapes.ts";
import { about, refused, refusedWith } from "./judge/answers.ts";
import { nestedApplied, nothingApplied } from "./judge/applied.ts";
import { membersUnchanged } from "./judge/members-unchanged.ts";
import { history } from "./judge/messages.ts";
import { defineRule, type Rule } from "./rule.ts";

/** A parser that strips `__proto__` never sees what stands under it. */
const isUnderProto = ({ expectation }: SendOutcome) =>
  expectation.answer === "refuse" &&
  expectation.because === "body" &&
  expectation.defect.place.endsWith("/__proto__");

function forRecord(record: RecordKind): Rule[] {
  const isNested = about.value(record, "object");
  return [
    defineRule({
      id: `rejection/nested-${record}-data`,
      basis: "stated",
      title: `a nested object in ${record} data is rejected with a 400`,
      quote: NESTED,
      sends: [
        rejectionInContext,
        rejectionDesign,
        rejectionLater,
        rejectionRepeated,
        sequences,
        lateRejections,
      ],
      judge: refusedWith(400, (send) => isNested(send) && !isUnderProto(send)),
    }),
    defineRule({
      id: `rejection/nested-${record}-data-not-stored`,
      basis: "stated",
      title: `a nested object in ${record} data that was rejected is not stored, nor is any part of it`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, lateRejections],
      judge: nestedApplied(record),
    }),
    defineRule({
      id: `rejection/objects-under-proto-in-${record}-data`,
      basis: "implied",
      title: `a nested object under the key __proto__ in ${record} data is refused`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, pollution],
      judge: refused((send) => isNested(send) && isUnderProto(send)),
    }),
    defineRule({
      id: `rejection/arrays-in-${record}-data`,
      basis: "implied",
      title: `an array in ${record} data is refused`,
      quote: RECORDS[record].values,
      sends: [dataNotValues[record], lateRejections],
      judge: refused(about.value(record, "array")),
    }),
    defineRule({
      id: `rejection/objects-in-arrays-in-${record}-data`,
      basis: "implied",
      title: `an object inside an array in ${record} data is refused`,
      quote: NESTED,
      sends: [dataNotValues[record], lateRejections],
      judge: refused(about.value(record, "object-in-array")),
    }),
    defineRule({
      id: `rejection/null-in-${record}-data`,
      basis: "implied",
      title: `null as a value of ${record} data is refused`,
      quote: RECORDS[record].values,
      sends: [dataNotValues[record], lateRejections],
      judge: refused(about.value(record, "null")),
    }),
    defineRule({
      id: `rejection/changes-no-${record}-data`,
      basis: "implied",
      title: `a rejected request changes no ${record} data by its valid keys`,
      quote: NESTED,
      sends: [rejectionInContext, rejectionDesign, shapes, sequences, later, lateRejections],
      judge: nothingApplied((credential) => credential === "valid", [record]),
    }),
  ];
}

export const rejectionRules: readonly Rule[] = [
  ...forRecord("session"),
  ...forRecord("contact"),
  defineRule({
    id: "rejection/changes-no-contact-members",
    basis: "implied",
    title: "a rejected request changes no name, e-mail address or phone number of the contact",
    quote: NESTED,
    sends: [rejectionDesign],
    judge: membersUnchanged,
  }),
  defineRule({
    id: "rejection/stores-no-message",
    basis: "implied",
    title: "the message of a rejected request is not stored",
    quote: NESTED,
    sends: [rejectionInContext, rejectionDesign, shapes, later, lateRejections],
    judge: history(
      ["applied"],
      (send, it) => send.fate === "refused" && it.exchange(send.exchange).credential === "valid",
    ),
  }),
];
