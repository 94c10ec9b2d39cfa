import { setTimeout as pause } from "node:timers/promises";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import type { Handler, Variant } from "./variant.ts";

/** Who is let in how fast, and what goes wrong at times. */
export const accessVariants: readonly Variant[] = [
  {
    name: "bearer-in-its-own-case",
    description: "takes the word Bearer with a capital alone",
    about: ["case of Bearer"],
    open: ["open/lower-case-bearer"],
    behave: (behaviour) => ({
      ...behaviour,
      async authorise(call) {
        const scheme = call.request.headers.get("authorization") ?? "";
        if (/^bearer /i.test(scheme) && !scheme.startsWith("Bearer ")) throw new Refusal(401, "Unauthorized");
        await behaviour.authorise(call);
      },
    }),
  },
  {
    name: "creating-without-key",
    description: "creates sessions for whoever asks",
    about: ["Create Session without a key"],
    open: ["open/creating-without-key"],
    behave: (behaviour) => ({
      ...behaviour,
      authorise: (call) => (call.operation === "createSession" ? undefined : behaviour.authorise(call)),
    }),
  },
  {
    name: "creating-answered-403",
    description: "answers 403 to whoever creates a session without a key",
    about: ["Create Session without a key"],
    open: ["open/creating-without-key"],
    behave: (behaviour) => ({
      ...behaviour,
      async authorise(call) {
        try {
          await behaviour.authorise(call);
        } catch (refusal) {
          throw call.operation === "createSession" ? new Refusal(403, "Forbidden resource") : refusal;
        }
      },
    }),
  },
  {
    name: "rate-limited",
    description: "answers 429 with Retry-After beyond 400 requests in a second",
    about: ["rate"],
    open: [],
    options: { rateLimit: { requests: 400, perMs: 1000 } },
  },
  {
    name: "busy-at-times",
    description: "answers 503 with Retry-After to every 300th request",
    about: ["rate"],
    open: [],
    behave: failing(
      ({ number }) => number % 300 === 0,
      () => new Refusal(503, "Service unavailable", { "retry-after": "1" }),
    ),
  },
  {
    name: "three-requests-at-once",
    description: "answers 503 with Retry-After to a request while three others are under way",
    about: ["rate"],
    open: ["open/turned-away-at-once"],
    carry: (handler) => atMost(3, handler),
  },
  {
    name: "crashing-at-times",
    description: "answers 500 to every 29th request, which has no effect",
    about: ["server errors"],
    open: [],
    behave: failing(
      ({ number }) => number % 29 === 0,
      () => new Refusal(500, "Internal server error"),
    ),
  },
  {
    name: "crashing-after-the-write-at-times",
    description: "answers 502 to every 31st request, after it was carried out",
    about: ["server errors"],
    open: [],
    behave: (behaviour) => ({
      ...behaviour,
      async answer(call, given) {
        const answer = await behaviour.answer(call, given);
        return call.operation === "sendMessage" && call.number % 31 === 0
          ? { status: 502, raw: "<h1>Bad gateway</h1>", headers: { "content-type": "text/html" } }
          : answer;
      },
    }),
  },
  {
    name: "slow",
    description: "takes 20 ms for every request",
    about: ["latency"],
    open: [],
    behave: delaying(() => 20),
  },
  {
    name: "slow-at-times",
    description: "takes between 0 and 60 ms for a request",
    about: ["latency"],
    open: [],
    behave: delaying(({ number }) => (number * 37) % 61),
  },
];

function failing(
  fails: (call: Call) => boolean,
  refusal: () => Refusal,
): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async receive(call) {
      await behaviour.receive(call);
      if (fails(call)) throw refusal();
    },
  });
}

function delaying(ms: (call: Call) => number): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    async receive(call) {
      await pause(ms(call));
      await behaviour.receive(call);
    },
  });
}

/** Carries out this many requests at a time, each a few milliseconds long, and turns others away. */
function atMost(limit: number, handler: Handler): Handler {
  let underWay = 0;
  return async (request) => {
    if (underWay >= limit) return new Response(null, { status: 503, headers: { "retry-after": "1" } });
    underWay += 1;
    try {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return await handler(request);
    } finally {
      underWay -= 1;
    }
  };
}
