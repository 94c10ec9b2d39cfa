import { describe, expect, test } from "vitest";
import type { Call } from "../../src/send-message/reference-provider/behaviour.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { Refusal } from "../../src/send-message/reference-provider/refusal.ts";
import { idsOf, judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

/** A provider that refuses the sends of which this is true. */
function refusing(isRefused: (call: Call) => boolean) {
  return providerWith({
    problems: (call) => {
      if (call.operation === "sendMessage" && isRefused(call)) throw new Refusal(400, "Not today");
      return correctBehaviour.problems(call);
    },
  });
}

const accepting = { rules: /-accepted$/, profile: "standard" } as const;
const has = (call: Call, text: string) => JSON.stringify(call.body).includes(text);

describe("of a pack that is refused though nothing is wrong with it", () => {
  test("each entry to blame is named, and no other", async () => {
    const judged = await judge(
      refusing(
        (call) =>
          JSON.stringify([call.body.custom_data, call.body.contact]).includes('"<b>oc') ||
          has(call, ":149.99"),
      ),
      accepting,
    );
    expect(idsOf(judged, "fail", "warn").sort()).toEqual([
      "contact-data/unusual-accepted",
      "request/example-accepted",
      "session-data/numbers-accepted",
      "session-data/unusual-accepted",
    ]);
  });

  test("the message is blamed where its text is", async () => {
    const judged = await judge(
      refusing((call) => JSON.stringify(call.body.message).includes("UPPER and Lower")),
      accepting,
    );
    expect(idsOf(judged, "fail", "warn")).toEqual(["request/message-accepted"]);
  });

  test("the whole is blamed where only all of it together is refused", async () => {
    const judged = await judge(
      refusing((call) => call.body.custom_data !== undefined && call.body.contact !== undefined),
      accepting,
    );
    const blamed = idsOf(judged, "fail", "warn");
    expect(blamed).toEqual(
      expect.arrayContaining(["request/example-accepted", "independence/both-accepted"]),
    );
  });
});
