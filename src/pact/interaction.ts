import type { Json, JsonObject } from "../json/json.ts";
import type { StateNeed } from "../send-message/pact-states/resolve-state.ts";

/** A pact file of any version, as one shape. */
export interface Pact {
  /** File or URL, as it stands in messages. */
  readonly source: string;
  /** The whole file. */
  readonly json: JsonObject;
  readonly consumer: string;
  readonly provider: string;
  readonly interactions: readonly Interaction[];
}

/** One request and the answer that the consumer expects to it. */
export interface Interaction {
  /** Number of the interaction in its file, from 0. */
  readonly index: number;
  /** JSON pointer of the interaction in its file. */
  readonly place: string;
  readonly description: string;
  /** `other` is a message or a plugin's transport, which this API has not. */
  readonly kind: "http" | "other";
  readonly states: readonly PactState[];
  readonly request: PactMessage & { readonly method: string; readonly path: string };
  /** With the example of its status. */
  readonly response: PactMessage & { readonly status: number };
}

/** A provider state that an interaction needs, and the JSON pointer of its place in the file. */
export interface PactState extends StateNeed {
  readonly place: string;
}

export interface PactMessage {
  /** Names in lower case; several values joined as in HTTP. */
  readonly headers: ReadonlyMap<string, string>;
  /** The example body; `undefined` where the interaction says nothing about it. */
  readonly body: Json | undefined;
  /** JSON pointer of the body in the file. */
  readonly bodyPlace: string;
  readonly matchers: readonly Matcher[];
  /** Places of the body, as tokens, whose value is generated. */
  readonly generated: readonly (readonly string[])[];
}

/** A matching rule of a body, a header or a status: what it rules, and by which kinds of match ("type", "regex", "equality", ...). */
export interface Matcher {
  readonly target: "body" | "header" | "status";
  /** Tokens of the place, `*` for any. */
  readonly tokens: readonly string[];
  readonly kinds: readonly string[];
  /** Of a status rule: a class such as `success`, or the statuses it names. */
  readonly status?: Json;
}

/** How an interaction is called in messages. */
export function interactionName(pact: Pact, interaction: Interaction): string {
  const states = interaction.states.map(({ name }) => `"${name}"`).join(" and ");
  return `${pact.consumer}: ${interaction.description}${states === "" ? "" : ` (given ${states})`}`;
}
