import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/lab/faults/fault.ts";
import { faults } from "../../src/lab/faults/registry.ts";
import type { Family } from "../../src/lab/faults/trigger.ts";
import { triggers } from "../../src/lab/faults/triggers.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { entriesIn, replay, sendsOf } from "../helpers/counterexample.ts";
import { judge } from "../helpers/judge.ts";
import { KEYS } from "../helpers/providers.ts";

/** Triggers that one request can meet, whatever came before. */
const AT_ONCE: ReadonlySet<Family> = new Set([
  ...([
    "always",
    "sender",
    "other-data",
    "beside",
    "key-class",
    "value-length",
    "key-place",
    "new-key",
  ] as const),
]);
const families = new Map(triggers.map(({ name, family }) => [name, family]));

/** Rules whose breaking takes a second send, another session, or a read by somebody else. */
const OF_SEVERAL =
  /^(isolation|concurrency|ticketing)\/|belongs-to-the-person|unsent-keys-stay|sent-keys-updated|unusual-updated|at-once|reads-need-a-key|refused-answer-holds-no-data|own-id|scope-required/;

/** Faults that need more than a message with two keys, each with the reason. */
const MORE: Readonly<Record<string, readonly [sends: number, keys: number, reason: string]>> = {
  "session-data-cut-to-ten-keys": [1, 11, "the eleventh key is cut"],
  "contact-data-cut-to-ten-keys": [1, 11, "the eleventh key is cut"],
  "session-data-full-at-25": [1, 26, "the record is full with 25 keys"],
  "contact-data-full-at-25": [1, 26, "the record is full with 25 keys"],
  "session-data-cached-when-large": [3, 12, "records of ten keys are cached"],
  "contact-data-cached-when-large": [3, 12, "records of ten keys are cached"],
  "session-nested-accepted-behind-ten-keys": [1, 11, "ten keys are looked at"],
  "contact-nested-accepted-behind-ten-keys": [1, 11, "ten keys are looked at"],
  "session-nested-accepted-behind-25-keys": [1, 26, "25 keys are looked at"],
  "contact-nested-accepted-behind-25-keys": [1, 26, "25 keys are looked at"],
  "session-booleans-toggled": [2, 2, "it turns off what is on already"],
  "session-keys-of-one-letter-case": [
    2,
    3,
    "two keys are one to it, and a third shows that the record was read",
  ],
  "contact-keys-of-one-letter-case": [
    2,
    3,
    "two keys are one to it, and a third shows that the record was read",
  ],
  "session-keys-padded-alike": [2, 3, "two keys are one to it, and a third shows that the record was read"],
  "session-keys-of-one-normal-form": [
    2,
    3,
    "two keys are one to it, and a third shows that the record was read",
  ],
};
/** Faults of which every try takes long, so that the time for cutting down is gone after a few. */
const SLOW =
  /-kept-later-when-rejected$|^messages-(lost|of-one-text-lost)|^message-texts-(emptied|signed)|^session-keys-prefixed|^session-data-(never-shown|shown-elsewhere)$|^reads-cut-/;

/** Faults of a second write to the same key, of a request that is repeated, and of more keys than are cut down in time. */
const OF_LATER_REQUESTS =
  /-updates-|first-value-kept|repeated|keys-matched|-of-one-text|-full-at-(50|100|250)$|-behind-100-keys$|hidden-by-unverified/;

/** Faults of pages and lists: their first message is shown well. */
const OF_LISTS = /^history-/;

const single = faults.filter(
  ({ rules, trigger, name }) =>
    AT_ONCE.has(families.get(trigger)!) &&
    !OF_SEVERAL.test(rules[0]) &&
    ![SLOW, OF_LATER_REQUESTS, OF_LISTS].some((others) => others.test(name)),
);

function serve(fault?: Fault) {
  const { fetch } = createReferenceProvider({
    tokens: tokensOf(KEYS),
    ...(fault === undefined ? {} : { behaviour: fault.behave() }),
  });
  return fetch;
}

describe("of a fault that a single request can show, its own rule shows one message with two keys at most, again and again:", () => {
  test("these are most faults", () => {
    expect(single.length).toBeGreaterThan(faults.length / 3);
    expect(Object.keys(MORE).filter((name) => !single.some((fault) => fault.name === name))).toEqual([]);
  });

  // One at a time: cutting down has a bound on time, which several would share. Some, since each is a run.
  test.each(single.filter((_, index) => index % 24 === 0))("$name", async (fault) => {
    const { result } = await judge(serve(fault), {
      profile: "standard",
      rules: new RegExp(`^${fault.rules[0]}$`),
      maxFailures: 1,
      strict: true,
      bounds: { settleMs: 60 },
      // What takes time, and is there for faults of other kinds.
      leaveOut: ["later", "sequences"],
    });
    const { counterexample } = result.rules[0]!;
    const sends = sendsOf(counterexample!);
    const [maxSends, maxKeys] = MORE[fault.name] ?? [1, 2];
    expect(sends.length).toBeLessThanOrEqual(maxSends);
    expect(sends.flatMap(entriesIn).length).toBeLessThanOrEqual(maxKeys);
    const { failed, runs } = counterexample!.reproduced;
    // Twice, where there is time for it.
    expect([failed, runs > 0]).toEqual([runs, true]);
    expect(await replay(fault.rules[0], counterexample!, serve(fault))).toBe(true);
    expect(await replay(fault.rules[0], counterexample!, serve())).toBe(false);
  });
});
