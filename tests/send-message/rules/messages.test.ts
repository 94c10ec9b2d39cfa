import { expect, test } from "vitest";
import { begun, judgeOf, lookAt } from "./judge/looks.ts";

test("an agent's message that no history shows leaves open whose it seems, and says what to mend", () => {
  const judge = judgeOf("messages/agent-is-not-the-contact");
  const sent = () => begun().send("s1", { sender: "agent", message: { type: "text", text: "hello" } });
  expect(judge(lookAt(sent().history("s1", [""])))).toEqual({
    checked: 0,
    violations: [],
    undecided: expect.stringContaining("mend what else is reported of messages"),
  });
  expect(judge(lookAt(sent().history("s1", [["hello", "agent"]])))).toMatchObject({
    checked: 1,
    violations: [],
  });
  expect(judge(lookAt(sent()))).toEqual({ checked: 0, violations: [] });
});
