import { REFUSED_CREDENTIALS } from "../http/credential.ts";
import type { Json } from "../json/json.ts";
import { createAjv } from "../openapi/compile.ts";
import type { Case } from "./case.ts";
import type { EvidenceHeader } from "./header.ts";
import { OMISSIONS } from "./omission.ts";

type Schema = { readonly [keyword: string]: unknown };

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const number = { type: "number" } as const;
const count = { type: "integer", minimum: 0 } as const;
const digest = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const json = { type: "object" } as const;
const list = (items: Schema): Schema => ({ type: "array", items });
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });

/** An object of these members and no others; names that end in `?` may be absent. */
function object(members: { readonly [name: string]: Schema }): Schema {
  const bare = (name: string) => name.replace("?", "");
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(members).map(([name, schema]) => [bare(name), schema])),
    required: Object.keys(members).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

const profile = oneOf("quick", "standard", "thorough");
const credential = oneOf("valid", "read-only", "lower-case-scheme", ...REFUSED_CREDENTIALS);

const send = object({
  do: oneOf("send"),
  session: text,
  body: { anyOf: [object({ json: {} }), object({ text }), object({ base64: text })] },
  "credential?": credential,
  "contentType?": text,
  "afterMs?": number,
});

const createSession = object({
  do: oneOf("create-session"),
  as: text,
  body: json,
  "credential?": credential,
  "contact?": text,
});

const read = object({
  do: oneOf("read"),
  operation: oneOf("getSession", "listHistory"),
  session: text,
  "credential?": credential,
});

const step: Schema = {
  anyOf: [
    createSession,
    object({ do: oneOf("create-contact"), as: text, body: json }),
    send,
    object({
      do: oneOf("observe"),
      session: text,
      records: list(oneOf("session", "contact")),
      "marker?": flag,
    }),
    object({ do: oneOf("history"), session: text }),
    read,
    object({ do: oneOf("wait"), ms: number }),
    object({ do: oneOf("together"), sends: list(send), "beside?": list({ anyOf: [read, createSession] }) }),
  ],
};

const body = object({ encoding: oneOf("utf8", "base64"), data: text });
const headers = list({ type: "array", items: text, minItems: 2, maxItems: 2 });

const exchange = object({
  step: { type: "integer", minimum: -1 },
  purpose: oneOf("step", "marker", "poll", "retry", "probe", "part", "again", "alone"),
  // Consumers call other operations of the API, too.
  "operation?": { type: "string", pattern: "^[a-zA-Z]{1,40}$" },
  credential,
  "origin?": text,
  request: object({ method: text, path: text, headers, "body?": body }),
  "response?": object({ status: { type: "integer", minimum: 100, maximum: 999 }, headers, "body?": body }),
  "error?": object({
    kind: oneOf("timeout", "reset", "refused", "too-large", "protocol"),
    message: text,
  }),
  startedMs: number,
  endedMs: number,
});

const program = object({
  condition: text,
  exit: { type: ["integer", "string"] },
  startedMs: number,
  endedMs: number,
  "stopped?": oneOf("time limit", "idle", "too many requests"),
  "uncaught?": text,
  "errorLines?": count,
  "output?": object({ exact: text, masked: text }),
});

const evidenceCase = object({
  id: text,
  scenario: text,
  tag: { type: "string", minLength: 1 },
  steps: list(step),
  exchanges: list(exchange),
  received: list(exchange),
  programs: list(program),
  patienceMs: { type: ["number", "null"], minimum: 0 },
  "sessions?": list(text),
  "hosts?": list(text),
});

const header = object({
  schema: { const: "opencx-conformance/evidence/1" },
  suite: object({ name: text, version: text }),
  contract: digest,
  subject: object({
    kind: oneOf("provider", "consumer"),
    name: text,
    "version?": text,
    "url?": text,
    "digest?": digest,
    "command?": list(text),
  }),
  run: {
    anyOf: [
      object({
        kind: oneOf("provider"),
        profile: oneOf("canary", "quick", "standard", "thorough"),
        seed: { type: "integer", minimum: 0, maximum: 2 ** 32 - 1 },
        nonce: { type: "string", pattern: "^[0-9a-z]{1,64}$" },
        strict: flag,
        "without?": list(oneOf(...OMISSIONS)),
        rules: list(text),
        has: list(oneOf("a read-only key", "a ticketing sink", "Create Session")),
        keyLacks: list(oneOf("half", "last-changed", "other-case")),
        "session?": text,
        settleMs: number,
      }),
      object({ kind: oneOf("consumer"), strict: flag, "profile?": profile }),
    ],
  },
});

const ajv = createAjv();
const validCase = ajv.compile(evidenceCase);
const validHeader = ajv.compile(header);

/** Whether a line has the shape of a case, so that judging it meets nothing unexpected. */
export function isCase(value: Json): value is Json & Case {
  return validCase(value);
}

export function isHeader(value: Json): value is Json & EvidenceHeader {
  return validHeader(value);
}
