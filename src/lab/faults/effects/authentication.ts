import type { OperationId } from "../../../send-message/contract/operations.ts";
import type { Awaitable, Call } from "../../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../../send-message/reference-provider/refusal.ts";
import { type Apply, type Effect, untriggered } from "../effect.ts";
import { dataOf, RECORDS, recordOf } from "../entry.ts";
import type { Family } from "../trigger.ts";

/** Triggers that read the body: the key of such a provider is checked after it. */
const BODY: readonly Family[] = ["sender", "other-data"];

const token = (call: Call) => (call.request.headers.get("authorization") ?? "").replace(/^Bearer\s*/i, "");
const header = (call: Call) => call.request.headers.get("authorization");
const keys = (call: Call) => [...call.tokens.keys()];

type Letting = readonly [name: string, description: string, rule: string, lets: (call: Call) => boolean];

/** Callers who are let in to send though they show no key that was given out. */
const lettings: readonly Letting[] = [
  ["no-key-accepted", "takes sends without a key", "key-required", (call) => header(call) === null],
  [
    "any-key-accepted",
    "asks for a key and takes any",
    "wrong-key-refused",
    (call) => /^Bearer +\S/i.test(header(call) ?? ""),
  ],
  ["any-caller-accepted", "does not look at the key", "key-required", () => true],
  [
    "key-prefix-accepted",
    "takes the beginning of a key for the key",
    "whole-key-compared",
    (call) => token(call).length > 3 && keys(call).some((key) => key.startsWith(token(call))),
  ],
  [
    "longer-key-accepted",
    "takes whatever begins with a key for the key",
    "whole-key-compared",
    (call) => keys(call).some((key) => token(call).startsWith(key)),
  ],
  [
    "last-character-of-key-ignored",
    "compares all of a key but its last character",
    "whole-key-compared",
    (call) => keys(call).some((key) => header(call)?.slice(0, -1) === `Bearer ${key}`.slice(0, -1)),
  ],
  [
    "key-in-any-case-accepted",
    "compares keys in any case",
    "whole-key-compared",
    (call) => keys(call).some((key) => key.toLowerCase() === token(call).toLowerCase()),
  ],
  [
    "key-of-that-length-accepted",
    "compares as many letters as it was shown",
    "key-required",
    (call) => keys(call).some((key) => key.startsWith(token(call))),
  ],
  [
    "basic-accepted",
    "takes a key of any scheme",
    "bearer-scheme",
    (call) => keys(call).includes((header(call) ?? "").replace(/^\w+ /, "")),
  ],
  [
    "key-alone-accepted",
    "takes a key without a scheme",
    "bearer-scheme",
    (call) => keys(call).includes(header(call) ?? ""),
  ],
  [
    "empty-key-accepted",
    "takes Bearer without a key",
    "bearer-scheme",
    (call) => /^Bearer *$/i.test(header(call) ?? ""),
  ],
  [
    "key-in-query-accepted",
    "takes a key in the query",
    "bearer-scheme",
    (call) => keys(call).includes(new URL(call.request.url).searchParams.get("access_token") ?? ""),
  ],
];

/** Keys that are not asked for, not compared, or compared too late. */
export const authenticationEffects: readonly Effect[] = [
  ...lettings.map(
    ([name, description, rule, lets]): Effect => ({
      name,
      description,
      rules: [`authentication/${rule}`],
      triggers: BODY,
      apply: (behaviour, when) =>
        lateChecking((call) => {
          if (!lets(call) || !when(call)) return behaviour.authorise(call);
        })(behaviour, when),
    }),
  ),
  untriggered(
    "key-asked-for-with-data-only",
    "asks for no key where no data comes along",
    "authentication/key-required",
    (behaviour, when) =>
      lateChecking((call) => {
        if (RECORDS.some((record) => dataOf(call, record) !== undefined)) return behaviour.authorise(call);
      })(behaviour, when),
  ),
  ...[302, 400, 403, 404].map((status) =>
    untriggered(
      `wrong-key-answered-${status}`,
      `answers ${status} instead of 401 to a wrong key`,
      "authentication/answers-401",
      answering("sendMessage", 401, status),
    ),
  ),
  untriggered(
    "key-checked-after-the-write",
    "checks the key of a send after it was carried out",
    "authentication/refused-without-effect",
    carryingOut(async (call) => {
      for (const record of RECORDS) {
        const target = recordOf(call, record);
        if (target) await call.behaviour.update(call, target, dataOf(call, record) ?? {});
      }
      await keepMessage(call);
    }),
  ),
  untriggered(
    "key-checked-after-the-message",
    "checks the key of a send after its message was stored",
    "authentication/refused-message-not-stored",
    carryingOut(keepMessage),
  ),
  untriggered(
    "scope-not-checked",
    "lets any key send, whatever its scopes",
    "authentication/scope-required",
    answering("sendMessage", 403, undefined),
  ),
  untriggered(
    "scope-answered-401",
    "answers 401 to a key without the scope for sending",
    "authentication/scope-required",
    answering("sendMessage", 403, 401),
  ),
  untriggered(
    "session-read-without-key",
    "shows a session to whoever asks",
    "authentication/reads-need-a-key",
    answering("getSession", 401, undefined),
  ),
  untriggered(
    "history-read-without-key",
    "shows the history to whoever asks",
    "authentication/reads-need-a-key",
    answering("listHistory", 401, undefined),
  ),
];

/** Checks the key of a send once its body is known. */
function lateChecking(check: (call: Call) => Awaitable<void>): Apply {
  return (behaviour) => ({
    ...behaviour,
    authorise: (call) => (call.operation === "sendMessage" ? undefined : behaviour.authorise(call)),
    async problems(call) {
      if (call.operation === "sendMessage") await check(call);
      return behaviour.problems(call);
    },
  });
}

/** Does something for a valid send that is then refused for its key. */
function carryingOut(effect: (call: Call) => Promise<void>): Apply {
  return (behaviour, when) =>
    lateChecking(async (call) => {
      try {
        await behaviour.authorise(call);
      } catch (refusal) {
        if ((await behaviour.problems(call)).length === 0) await effect(call);
        throw refusal;
      }
    })(behaviour, when);
}

async function keepMessage(call: Call): Promise<void> {
  if (call.session) await call.behaviour.storeMessage(call, call.session, call.behaviour.message(call));
}

/** Answers another status to callers of an operation who are refused with this one, or lets them in. */
function answering(operation: OperationId, refused: number, status: number | undefined): Apply {
  return (behaviour) => ({
    ...behaviour,
    async authorise(call) {
      try {
        await behaviour.authorise(call);
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || refusal.status !== refused || call.operation !== operation)
          throw refusal;
        if (status !== undefined) throw new Refusal(status, refusal.reasons);
      }
    },
  });
}
