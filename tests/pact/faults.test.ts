import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { isObject } from "../../src/contract/words.ts";
import { authorise } from "../../src/reference-provider/authorise.ts";
import type { Behaviour } from "../../src/reference-provider/behaviour.ts";
import { correctBehaviour as correct } from "../../src/reference-provider/correct-behaviour.ts";
import { verifyAgainst } from "./live-provider.ts";
import { withPact } from "./pact-builder.ts";

const OUR_PACT = "contracts/pacts/opencx-client-opencx.json";

/** Planted faults, each with the interactions of our pact that must notice it. */
const faults: readonly { fault: string; noticed: readonly string[]; changed: Partial<Behaviour> }[] = [
  {
    fault: "replaces session data instead of merging it",
    noticed: ["a look at session custom data in which a later send was merged"],
    changed: {
      merge: (call, record, seen, sent) =>
        record.kind === "session" && Object.keys(sent).length > 0
          ? new Map(Object.entries(sent))
          : correct.merge(call, record, seen, sent),
    },
  },
  {
    fault: "replaces contact data instead of merging it",
    noticed: ["a look at contact custom data in which a later send was merged"],
    changed: {
      merge: (call, record, seen, sent) =>
        record.kind === "contact" && Object.keys(sent).length > 0
          ? new Map(Object.entries(sent))
          : correct.merge(call, record, seen, sent),
    },
  },
  {
    fault: "does not update a key that is there",
    noticed: [
      "a look at session custom data in which a later send was merged",
      "a look at contact custom data in which a later send was merged",
    ],
    changed: { merge: (_call, _record, seen, sent) => new Map([...Object.entries(sent), ...seen]) },
  },
  {
    fault: "drops falsy values",
    noticed: ["a look at session custom data as it was sent, of every type"],
    changed: {
      sentSessionData: (call) =>
        Object.fromEntries(Object.entries(correct.sentSessionData(call)).filter(([, value]) => value)),
    },
  },
  {
    fault: "turns session values into strings",
    noticed: ["a look at session custom data as it was sent, of every type"],
    changed: {
      sentSessionData: (call) =>
        Object.fromEntries(
          Object.entries(correct.sentSessionData(call)).map(([key, value]) => [key, String(value)]),
        ),
    },
  },
  {
    fault: "accepts nested objects",
    noticed: [
      "a nested object in session custom data",
      "a nested object in contact custom data",
      "a nested object beside valid custom data",
      "a session with nested custom data",
    ],
    changed: {
      problems: async (call) =>
        (await correct.problems(call)).filter(({ place }) => !place.includes("custom_data")),
    },
  },
  {
    fault: "checks only the first key for nesting",
    noticed: ["a nested object beside valid custom data"],
    changed: {
      problems: (call) => {
        const [first] = Object.values(correct.sentSessionData(call));
        return isObject(call.body.custom_data) && !isObject(first) ? [] : correct.problems(call);
      },
    },
  },
  {
    fault: "answers 422 to nested objects",
    noticed: ["a nested object in session custom data", "a nested object in contact custom data"],
    changed: {
      answer: (_call, answer) => (answer.status === 400 ? { ...answer, status: 422 } : answer),
    },
  },
  {
    fault: "does not ask for a sender",
    noticed: ["a message without sender"],
    changed: {
      problems: async (call) => (await correct.problems(call)).filter(({ place }) => place !== "/sender"),
    },
  },
  {
    fault: "accepts any key",
    noticed: ["a message with a wrong API key"],
    changed: {
      authorise: (call) => {
        if (call.request.headers.get("authorization") === null) authorise(call);
      },
    },
  },
  {
    fault: "asks for no key",
    noticed: [
      "a message without an API key",
      "a message with a wrong API key",
      "a message with a key that may only read",
    ],
    changed: { authorise: () => {} },
  },
  {
    fault: "answers errors in another shape",
    noticed: ["a message without an API key", "a nested object in session custom data"],
    changed: {
      answer: (_call, answer) =>
        answer.status >= 400 ? { ...answer, body: { ok: false, reason: "no" } } : answer,
    },
  },
  {
    fault: "answers without the message's id",
    noticed: ["a message of the contact", "a message with attachments"],
    changed: {
      answer: (call, answer) =>
        call.operation === "sendMessage" && answer.status < 300
          ? { ...answer, body: { success: true, data: {} } }
          : answer,
    },
  },
  {
    fault: "keeps contact data in the session's record",
    noticed: ["a look at custom data of session and contact under the same key"],
    changed: {
      contactRecord: (call, contact, session) =>
        session?.data ?? correct.contactRecord(call, contact, session),
    },
  },
  {
    fault: "keeps contact data for one session only",
    noticed: ["a look at contact custom data in another session of the same contact"],
    changed: {
      read: (call, record) =>
        record.kind === "contact" && call.session?.messages.length === 0
          ? new Map()
          : correct.read(call, record),
    },
  },
  {
    fault: "loses every message",
    noticed: ["the history after a message"],
    changed: { storeMessage: () => {} },
  },
  {
    fault: "breaks on attachments",
    noticed: ["a message with attachments"],
    changed: {
      message: (call) => {
        const message = correct.message(call);
        if (message.attachments.length > 0) throw new Error("planted");
        return message;
      },
    },
  },
];

describe("our pact against a provider that", () => {
  it.each(faults)("$fault: not conformant", async ({ changed, noticed }) => {
    const pact = JSON.parse(await readFile(OUR_PACT, "utf8"));
    const covering = pact.interactions.filter(({ description }: { description: string }) =>
      noticed.includes(description),
    );
    const { exitCode, interactions } = await withPact({ ...pact, interactions: covering }, (file) =>
      verifyAgainst(changed, { pacts: [file] }),
    );
    const failed = interactions.filter(({ outcome }) => outcome === "fail");
    const names = failed.map(({ interaction }) => interaction);
    expect(names).toHaveLength(noticed.length);
    expect(failed.every(({ findings }) => findings.length > 0)).toBe(true);
    expect(exitCode).toBe(1);
  });

  it("changes nothing: conformant", async () => {
    const { exitCode, interactions } = await verifyAgainst({}, { pacts: [OUR_PACT] });
    expect(interactions.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(exitCode).toBe(0);
  });
});
