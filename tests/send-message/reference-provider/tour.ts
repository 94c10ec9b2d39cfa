import { setTimeout as pause } from "node:timers/promises";
import type {
  CreateContactStep,
  CreateSessionStep,
  ObserveStep,
  ReadStep,
  SendStep,
  Step,
} from "../../../src/evidence/step.ts";
import type { Credential } from "../../../src/http/credentials.ts";
import { showCredential } from "../../../src/http/credentials.ts";
import { isObject, type Json } from "../../../src/json/json.ts";
import { pageContract } from "../../../src/send-message/contract/page-contract.ts";
import {
  createReferenceProvider,
  type ReferenceProviderOptions,
  tokensOf,
} from "../../../src/send-message/reference-provider/create-reference-provider.ts";
import { scenarios } from "../../../src/send-message/scenarios/registry.ts";

const KEYS = { valid: "Tour-Key-ABCdef", readOnly: "Tour-Key-for-reading" };
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Cases of one scenario that are played; the random ones go on for as long as one likes. */
const CASES = 60;

/**
 * Plays every scenario to a provider, one request after the other, and yields what it answers: status, type and body,
 * with ids replaced by the order in which they appear. Nothing is judged. `only` names one scenario; with `waits` it lets
 * as much time pass as the scenarios ask for, which no fault needs but one that puts work off.
 */
export async function* tour(
  options: ReferenceProviderOptions,
  { only, waits = false }: { readonly only?: string; readonly waits?: boolean } = {},
): AsyncGenerator<string> {
  const provider = createReferenceProvider({
    tokens: tokensOf(KEYS),
    now: () => 1_700_000_000_000,
    ...options,
  });
  const ids = new Map<string, string>();
  const plain = (text: string) =>
    text.replaceAll(ID, (id) => {
      ids.set(id, ids.get(id) ?? `id-${ids.size}`);
      return ids.get(id)!;
    });

  interface Ask {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly body?: string | Buffer | Json;
    readonly type?: string | undefined;
    readonly credential?: Credential | undefined;
  }

  async function ask({ method, path, body, type = "application/json", credential = "valid" }: Ask) {
    const shown = showCredential(credential, KEYS) ?? {};
    const response = await provider.fetch(
      new Request(`http://localhost${path}${shown.query === undefined ? "" : `?${shown.query}`}`, {
        method,
        headers: {
          "content-type": type,
          ...(shown.authorization === undefined ? {} : { authorization: shown.authorization }),
        },
        body:
          body === undefined
            ? null
            : typeof body === "string" || Buffer.isBuffer(body)
              ? (body as string)
              : JSON.stringify(body),
      }),
    );
    const text = await response.text();
    return { text, said: plain(`${response.status} ${response.headers.get("content-type")} ${text}`) };
  }

  async function* play(steps: readonly Step[]): AsyncGenerator<string> {
    const names = new Map<string, string>();
    const path = (session: string, rest = "") =>
      `/chat/sessions/${session.startsWith("=") ? session.slice(1) : names.get(session)}${rest}`;
    const send = ({ session, body, contentType, credential }: SendStep) =>
      ask({
        method: "POST",
        path: path(session, "/send"),
        body: "json" in body ? body.json : "text" in body ? body.text : Buffer.from(body.base64, "base64"),
        type: contentType,
        credential,
      });
    const create = async (step: CreateSessionStep | CreateContactStep) => {
      const linked = "contact" in step && step.contact ? { contact_id: names.get(step.contact) ?? "" } : {};
      const made = await ask({
        method: "POST",
        path: step.do === "create-session" ? "/chat/sessions" : "/contacts",
        body: { ...step.body, ...linked },
        credential: "credential" in step ? step.credential : "valid",
      });
      names.set(step.as, String(member(made.text, "id")));
      return made;
    };
    const read = (step: ReadStep | ObserveStep) => {
      const credential = step.do === "read" ? step.credential : "valid";
      const rest = step.do === "read" && step.operation === "listHistory" ? "/history" : "";
      return ask({ method: "GET", path: path(step.session, rest), credential });
    };
    for (const step of steps) {
      if (step.do === "create-session" || step.do === "create-contact") {
        yield (await create(step)).said;
      } else if (step.do === "wait") {
        if (waits) await pause(step.ms);
      } else if (step.do === "send") yield (await send(step)).said;
      else if (step.do === "together") {
        const beside = (step.beside ?? []).map((each) => (each.do === "read" ? read(each) : create(each)));
        for (const answer of await Promise.all([...beside, ...step.sends.map(send)])) yield answer.said;
      } else if (step.do === "history") {
        for (let cursor: Json | undefined = ""; typeof cursor === "string"; ) {
          const page = await ask({ method: "GET", path: path(step.session, `/history${cursor}`) });
          yield page.said;
          const next = member(page.text, "next");
          cursor = typeof next === "string" ? `?cursor=${next}` : undefined;
        }
      } else yield (await read(step)).said;
    }
    await provider.idle();
  }

  for (const [index, scenario] of scenarios.entries()) {
    if (only !== undefined && scenario.id !== only) continue;
    for (let number = 0; number < Math.min(scenario.cases.standard, CASES); number += 1)
      yield* play(scenario.steps({ seed: 1, number, tag: `oc${index}x${number}z` }, pageContract));
  }
}

function member(text: string, name: string): Json | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body[name] : undefined;
  } catch {
    return undefined;
  }
}
