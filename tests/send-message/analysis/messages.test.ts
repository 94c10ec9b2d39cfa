import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/send-message/analysis/facts.ts";
import { compareMessages } from "../../../src/send-message/analysis/messages.ts";
import { Recording, TAG } from "../../helpers/recording.ts";

const one = `${TAG}: one`;
const two = `${TAG}: two`;

function compared(recording: Recording) {
  const it = recording.case();
  return compareMessages(it, factsOf(it));
}

function found(recording: Recording): string[] {
  return compared(recording).discrepancies.map(
    ({ kind, send }) => `${kind} ${send.text?.replace(`${TAG}: `, "")}`,
  );
}

const both = () => new Recording().session("s").send("s", {}, { text: one }).send("s", {}, { text: two });

describe("a history", () => {
  test("shows each accepted message once, in any order, among entries of its own", () => {
    expect(found(both().history("s", [two, ["welcome", "system"], one]))).toEqual([]);
  });

  test("may hold an answer in the very same words by another sender", () => {
    expect(found(both().history("s", [one, two, [one, "ai"]]))).toEqual([]);
  });

  test("misses a message that is older than one that it shows", () => {
    expect(found(both().history("s", [two]))).toEqual(["missing one"]);
  });

  test("may be late for the last message", () => {
    const recording = both().history("s", [one]);
    expect(found(recording)).toEqual([]);
    expect(compared(recording).undecided.map((send) => send.text)).toEqual([two]);
  });

  test("decides nothing where it never showed any message", () => {
    expect(found(both().history("s", []))).toEqual([]);
  });

  test("doubles a message", () => {
    expect(found(both().history("s", [one, two, one]))).toEqual(["doubled one"]);
  });

  test("may show a request that was sent twice as one message or as two, and not as three", () => {
    const twice = () => both().send("s", {}, { text: one });
    expect(found(twice().history("s", [one, two]))).toEqual([]);
    expect(found(twice().history("s", [one, two, one]))).toEqual([]);
    expect(found(twice().history("s", [one, one, two, one]))).toContain("doubled one");
  });

  test("holds a refused message", () => {
    const recording = both()
      .send("s", { custom_data: { k: {} } }, { text: `${TAG}: refused`, status: 400 })
      .history("s", [one, two, `${TAG}: refused`]);
    expect(found(recording)).toEqual(["applied refused"]);
  });

  test("may hold an unanswered message or not", () => {
    const recording = (...more: string[]) =>
      new Recording()
        .session("s")
        .send("s", {}, { text: one, status: null })
        .send("s", {}, { text: two })
        .history("s", [two, ...more]);
    expect(found(recording())).toEqual([]);
    expect(found(recording(one))).toEqual([]);
  });

  test("holds a message of another session", () => {
    const recording = both()
      .session("t")
      .send("t", {}, { text: `${TAG}: elsewhere` })
      .history("s", [one, two, `${TAG}: elsewhere`]);
    expect(found(recording)).toEqual(["leaked elsewhere"]);
  });

  test("holds a message under another text", () => {
    expect(found(both().history("s", [`${one.toUpperCase()}`, two]))).toEqual(["altered one"]);
  });

  test("holds a message that was sent while it was read", () => {
    const recording = new Recording()
      .session("s")
      .send("s", {}, { text: one, at: [100, 110] })
      .history("s", [one, two], { at: [120, 160] })
      .send("s", {}, { text: two, at: [130, 140] });
    expect(found(recording)).toEqual([]);
  });

  test("is put together from its pages", () => {
    const recording = both().history("s", [two], { next: "c1" }).history("s", [one], { cursor: "c1" });
    expect(found(recording)).toEqual([]);
    expect(compared(recording).judged).toHaveLength(2);
  });

  test("that was not read to its end misses nothing", () => {
    expect(found(both().history("s", [two], { next: "c1" }))).toEqual([]);
  });

  test("ends with a page that is refused, and with one that was there before", () => {
    const begun = () => both().history("s", [two], { next: "c1" });
    expect(found(begun().history("s", [], { cursor: "c1", status: 400 }))).toEqual(["missing one"]);
    expect(found(begun().history("s", [], { cursor: "c1", status: 429 }))).toEqual([]);
    const failing = (tries: number) =>
      Array.from({ length: tries }).reduce<Recording>(
        (recording) =>
          recording.history("s", [two], { next: "c1" }).history("s", [], { cursor: "c1", status: 500 }),
        both(),
      );
    expect(found(failing(2))).toEqual([]);
    expect(found(failing(3))).toEqual(["missing one"]);
    expect(found(begun().history("s", [two], { cursor: "c1", next: "c1" }))).toEqual([
      "missing one",
      "doubled two",
    ]);
  });

  test("goes on with a cursor that stays the same, as long as each page is another one", () => {
    const recording = both()
      .history("s", [two], { next: "c1" })
      .history("s", [one], { cursor: "c1", next: "c1" })
      .history("s", [], { cursor: "c1" });
    expect(found(recording)).toEqual([]);
  });

  test("is judged as it was read last", () => {
    expect(found(both().history("s", [two]).history("s", [one, two]))).toEqual([]);
  });
});
