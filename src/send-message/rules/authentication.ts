import { type Credential, REFUSED_CREDENTIALS } from "../../http/credentials.ts";
import { readOnlyKey, readsWithoutKey, wrongKeys } from "../scenarios/credentials.ts";
import { later } from "../scenarios/over-time.ts";
import { about, refused, refusedWith } from "./judge/answers.ts";
import { nothingApplied } from "./judge/applied.ts";
import { both } from "./judge/both.ts";
import { history } from "./judge/messages.ts";
import { noDataTold } from "./judge/no-data-told.ts";
import { siblingRefused } from "./judge/siblings.ts";
import { defineRule, type Rule } from "./rule.ts";

const REQUIRED = "Authorization\nstring\nheader\nrequired";
const isRefused = (credential: Credential) => REFUSED_CREDENTIALS.has(credential);

export const authenticationRules: readonly Rule[] = [
  defineRule({
    id: "authentication/key-required",
    basis: "stated",
    title: "a send without a key is not accepted",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: refused((send) => about.credential(send) && send.credential === "none"),
  }),
  defineRule({
    id: "authentication/wrong-key-refused",
    basis: "stated",
    title: "a send with a key that nobody was given is not accepted",
    quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
    sends: [wrongKeys],
    judge: refused((send) => about.credential(send) && send.credential === "wrong"),
  }),
  defineRule({
    id: "authentication/whole-key-compared",
    basis: "stated",
    title:
      "a key is compared whole: neither its first half, nor a longer one, nor one with another end or in the other case is accepted",
    quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
    sends: [wrongKeys],
    judge: refused(
      (send) =>
        about.credential(send) && ["half", "longer", "last-changed", "other-case"].includes(send.credential),
    ),
  }),
  defineRule({
    id: "authentication/bearer-scheme",
    basis: "stated",
    title: "the key is accepted only as a Bearer token in the Authorization header",
    quote: "Bearer authentication header of the form Bearer <token>, where <token> is your auth token.",
    sends: [wrongKeys],
    judge: refused(
      (send) =>
        about.credential(send) && ["basic", "no-scheme", "empty", "in-query"].includes(send.credential),
    ),
  }),
  defineRule({
    id: "authentication/answers-401",
    basis: "implied",
    title: "a send without a valid key is answered 401",
    source: "Authentication",
    sends: [wrongKeys],
    judge: refusedWith(401, (send) => about.credential(send) && send.answer !== "accepted"),
  }),
  defineRule({
    id: "authentication/refused-without-effect",
    basis: "stated",
    title: "a send that is refused for its key changes no record",
    quote: REQUIRED,
    sends: [wrongKeys, later],
    judge: nothingApplied(isRefused, ["session", "contact"]),
  }),
  defineRule({
    id: "authentication/refused-message-not-stored",
    basis: "stated",
    title: "the message of a send that is refused for its key is not stored",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: history(
      ["applied"],
      (send, it) => send.fate === "refused" && isRefused(it.exchange(send.exchange).credential),
    ),
  }),
  defineRule({
    id: "authentication/refused-answer-holds-no-data",
    basis: "stated",
    title: "the answer to a send without a valid key holds no data of the session",
    quote: REQUIRED,
    sends: [wrongKeys],
    judge: noDataTold,
  }),
  defineRule({
    id: "authentication/read-only-without-effect",
    basis: "implied",
    title: "a send that is refused because its key lacks the scope changes no record and stores no message",
    source: "Authentication",
    sends: [readOnlyKey],
    needs: "a read-only key",
    judge: both(
      nothingApplied((credential) => credential === "read-only", ["session", "contact"]),
      history(
        ["applied"],
        (send, it) => send.fate === "refused" && it.exchange(send.exchange).credential === "read-only",
      ),
    ),
  }),
  defineRule({
    id: "authentication/scope-required",
    basis: "implied",
    title: "a send with a valid key that lacks the scope for sending is answered 403",
    source: "Authentication",
    sends: [readOnlyKey],
    needs: "a read-only key",
    judge: refusedWith(403, about.scope),
  }),
  defineRule({
    id: "authentication/reads-need-a-key",
    basis: "implied",
    title: "Get Session and List history are not answered without a valid key",
    source: "Authentication",
    sends: [readsWithoutKey],
    judge: siblingRefused(["getSession", "listHistory"]),
  }),
];
