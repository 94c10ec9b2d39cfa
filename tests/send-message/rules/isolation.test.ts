import { expect, test } from "vitest";
import { tagOf } from "../../../src/evidence/tag.ts";
import { Recording, TAG } from "../../helpers/recording.ts";
import { begun, judgeOf, lookAt } from "./judge/looks.ts";

const another = tagOf("0a1b", 3, 7);

test.each([
  ["session", { session: { opencx_k1: `session ${another} before` } }],
  ["contact", { contact: { opencx_k1: `contact ${another} before` } }],
] as const)(
  "%s data of another case, in a session that this one made, is data of another",
  (record, shown) => {
    const judge = judgeOf(`isolation/${record}-data`);
    const [name, text] = Object.entries(Object.values(shown)[0]!)[0]!;
    expect(judge(lookAt(begun().read("s1", shown)))).toMatchObject({
      checked: 1,
      violations: [{ exchanges: [0, 1], got: expect.stringContaining(`"${text}" under "${name}"`) }],
    });
    // A session that was given is for all cases; the case's own text is no stranger's, nor is anything without a tag.
    expect(judge(lookAt(new Recording().read("given", shown))).violations).toEqual([]);
    for (const value of [`${record} ${TAG}`, "plain", 7])
      expect(judge(lookAt(begun().read("s1", { [record]: { opencx_k1: value } }))).violations).toEqual([]);
  },
);

test("a message of another case, in the history of a session that this one made, is one of another session", () => {
  const judge = judgeOf("isolation/messages");
  const text = `opencx-conformance ${another}: marker 1`;
  expect(judge(lookAt(begun().history("s1", [text])))).toMatchObject({
    checked: 1,
    violations: [{ exchanges: [0, 1], got: expect.stringContaining(`"${text}"`) }],
  });
  // What an AI says may quote anything.
  expect(judge(lookAt(begun().history("s1", [`You wrote: ${text}`]))).violations).toEqual([]);
  expect(judge(lookAt(new Recording().history("given", [text]))).violations).toEqual([]);
});
