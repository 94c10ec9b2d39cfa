import { isObject, type Json } from "../../json/json.ts";
import type { Behaviour, Call } from "../../send-message/reference-provider/behaviour.ts";
import { Refusal } from "../../send-message/reference-provider/refusal.ts";
import { refusing } from "./requests.ts";
import type { Variant } from "./variant.ts";

type Entry = readonly [key: string, value: Json];

/** What a gateway takes for an attack: markup, SQL, templates, operators of databases, and paths. */
const GATEWAY_BLOCKS = /<script|<img|drop table|\$\{|\{\{|"\$(where|ne|set)|__proto__|\.\.\//i;

/** Keys, values and bytes that a provider may refuse, as long as nothing comes of them. */
export const refusedDataVariants: readonly Variant[] = [
  limiting(
    "proto-refused",
    "refuses the key __proto__",
    "the key __proto__",
    "open/proto-key",
    ([key]) => key === "__proto__",
  ),
  limiting(
    "nul-refused",
    "refuses U+0000 in keys and values",
    "U+0000",
    "open/nul-character",
    ([key, value]) => `${key}${textOf(value)}`.includes("\0"),
  ),
  limiting(
    "unpaired-surrogates-refused",
    "refuses unpaired surrogates in keys and values",
    "surrogates",
    "open/unpaired-surrogate",
    ([key, value]) => !`${key}${textOf(value)}`.isWellFormed(),
  ),
  limiting(
    "unpaired-surrogates-answered-422",
    "answers 422 to unpaired surrogates in keys and values",
    "surrogates",
    "open/unpaired-surrogate",
    ([key, value]) => !`${key}${textOf(value)}`.isWellFormed(),
    422,
  ),
  limiting(
    "values-up-to-255",
    "refuses strings of more than 255 characters",
    "length of values",
    "open/largest-value",
    ([, value]) => textOf(value).length > 255,
  ),
  limiting(
    "values-up-to-50000",
    "answers 413 to strings of more than 50,000 characters",
    "length of values",
    "open/largest-value",
    ([, value]) => textOf(value).length > 50_000,
    413,
  ),
  limiting(
    "keys-up-to-64",
    "refuses keys of more than 64 characters",
    "length of keys",
    undefined,
    ([key]) => key.length > 64,
  ),
  ...(
    [
      ["dotted", "with a dot", (key: string) => key.includes(".")],
      ["dollar", "with a dollar sign", (key: string) => key.includes("$")],
      ["spaced", "with white space", (key: string) => /\s/.test(key)],
      ["slashed", "with a slash", (key: string) => key.includes("/")],
      ["empty", "that are empty", (key: string) => key === ""],
      ["numeric", "that begin with a digit", (key: string) => /^\d/.test(key)],
      ["non-ascii", "with characters outside ASCII", (key: string) => /[^\p{ASCII}]/u.test(key)],
      ["unlike-names", "that are not names", (key: string) => !/^[A-Za-z][\w-]*$/.test(key)],
    ] as const
  ).map(([name, what, fits], index) =>
    limiting(
      `keys-${name}-refused`,
      `refuses keys ${what}`,
      "unusual keys",
      "open/unusual-keys",
      ([key]) => fits(key),
      index % 2 === 0 ? 400 : 422,
    ),
  ),
  ...[20, 50, 100].map(
    (limit): Variant => ({
      name: `up-to-${limit}-keys`,
      description: `refuses a request by which a record would have more than ${limit} keys`,
      about: ["number of keys"],
      open: ["open/most-keys"],
      behave: refusing((call) => {
        const { session } = call;
        const grows = (held: { readonly data: ReadonlyMap<string, unknown> } | undefined, sent: object) =>
          new Set([...(held?.data.keys() ?? []), ...Object.keys(sent)]).size > limit;
        return (
          grows(session?.data, call.behaviour.sentSessionData(call)) ||
          grows(session?.contact?.data, call.behaviour.sentContactData(call))
        );
      }, 422),
    }),
  ),
  {
    name: "up-to-250-names",
    description: "refuses a request that would bring more than 250 names of keys into the workspace",
    about: ["number of names"],
    open: ["open/most-keys"],
    behave: (behaviour) => {
      const names = new Set<string>();
      const sent = (call: Call) =>
        Object.keys({
          ...call.behaviour.sentSessionData(call),
          ...call.behaviour.sentContactData(call),
        });
      const isFull = (call: Call) => {
        const after = new Set([...names, ...sent(call)]).size;
        return after > 250 && after > names.size;
      };
      const limited = refusing(isFull, 422)(behaviour);
      return {
        ...limited,
        async storeMessage(call, session, message) {
          for (const name of sent(call)) names.add(name);
          await limited.storeMessage(call, session, message);
        },
      };
    },
  },
  {
    name: "huge-numbers-clamped",
    description: "takes a number beyond a double for the largest double",
    about: ["huge numbers"],
    open: ["open/number-beyond-a-double"],
    behave: (behaviour) => ({ ...behaviour, parse: (call, bytes) => clamped(behaviour.parse(call, bytes)) }),
  },
  {
    name: "bodies-up-to-64-kb",
    description: "answers 413 to bodies of more than 64 kB",
    about: ["length of bodies"],
    open: ["open/largest-value"],
    options: { maxBodyBytes: 65_536 },
  },
  {
    name: "gateway-in-front",
    description: "has a gateway in front that answers 403 with HTML to what looks like an attack",
    about: ["attacks"],
    open: ["open/proto-key"],
    carry: (handler) => async (request) => {
      const text = await request.clone().text();
      return GATEWAY_BLOCKS.test(text)
        ? new Response("<h1>Request blocked</h1>", { status: 403, headers: { "content-type": "text/html" } })
        : handler(request);
    },
  },
  {
    name: "names-once",
    description: "refuses a body in which a member name stands twice",
    about: ["duplicate names"],
    open: ["open/duplicate-names"],
    behave: reading((text, parsed) => {
      if (namesIn(text) !== countOf(parsed)) throw new Refusal(400, "a member name stands twice");
      return parsed;
    }),
  },
  {
    name: "invalid-utf-8-replaced",
    description: "reads bytes that are not UTF-8 as U+FFFD",
    about: ["invalid UTF-8"],
    open: ["open/invalid-utf-8"],
    behave: (behaviour) => ({
      ...behaviour,
      parse: (call, bytes) => behaviour.parse(call, Buffer.from(Buffer.from(bytes).toString("utf8"))),
    }),
  },
  {
    name: "text-plain-accepted",
    description: "reads JSON that is said to be text",
    about: ["media types"],
    open: ["open/text-plain"],
    carry: (handler) => (request) => handler(retyped(request, /^text\/plain/i, "application/json")),
  },
  {
    name: "merge-patch-refused",
    description: "answers 415 to every media type but application/json",
    about: ["media types"],
    open: ["open/merge-patch"],
    carry: (handler) => (request) =>
      handler(retyped(request, /^application\/[\w.-]+\+json/i, "application/octet-stream")),
  },
];

function limiting(
  name: string,
  description: string,
  about: string,
  open: string | undefined,
  fits: (entry: Entry) => boolean,
  status = 400,
): Variant {
  return {
    name,
    description: `${description} of custom data`,
    about: [about],
    open: open === undefined ? [] : [open],
    behave: refusing((call) => entriesOf(call).some(fits), status),
  };
}

function entriesOf(call: Call): Entry[] {
  const { behaviour } = call;
  return [behaviour.sentSessionData(call), behaviour.sentContactData(call)].flatMap((data) =>
    Object.entries(data),
  );
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : "";
}

function reading(read: (text: string, parsed: Json) => Json): (behaviour: Behaviour) => Behaviour {
  return (behaviour) => ({
    ...behaviour,
    parse: (call, bytes) => read(Buffer.from(bytes).toString("utf8"), behaviour.parse(call, bytes)),
  });
}

/** Member names in a JSON text: every string with a colon behind it. */
function namesIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/gs)].filter(([, colon]) => colon === ":").length;
}

function countOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, each) => sum + countOf(each), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

/** Infinite is what `JSON.parse` makes of numbers beyond a double. */
function clamped(value: Json): Json {
  if (typeof value === "number") return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  if (Array.isArray(value)) return value.map(clamped);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, clamped(each)]));
}

function retyped(request: Request, from: RegExp, to: string): Request {
  if (!from.test(request.headers.get("content-type") ?? "")) return request;
  const headers = new Headers(request.headers);
  headers.set("content-type", to);
  return new Request(request.url, { method: request.method, headers, body: request.body, duplex: "half" });
}
