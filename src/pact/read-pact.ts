import { isObject, type Json, type JsonObject, jsonOf } from "../json/json.ts";
import { member, objectAt, objectsAt } from "../json/member.ts";
import { pointerTo } from "../json/pointer.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import type { Interaction, Pact, PactMessage, PactState } from "./interaction.ts";
import { pathTokens, readMatchers } from "./matchers.ts";

/**
 * A pact of version 1 to 4 from its text. `source` stands in messages.
 * @throws UsageError where it is not a pact
 */
export function readPact(text: string, source: string): Pact {
  const json = parseBounded(text, source);
  const [consumer, provider] = [member(json, "consumer", "name"), member(json, "provider", "name")];
  if (!isObject(json) || typeof consumer !== "string" || typeof provider !== "string")
    throw notAPact(source, "it names no consumer and provider");
  if (!Array.isArray(json.interactions)) throw notAPact(source, "it holds no list of interactions");
  return {
    source,
    json,
    consumer,
    provider,
    interactions: json.interactions.map((value, index) => readInteraction(value, index, source)),
  };
}

function readInteraction(value: Json, index: number, source: string): Interaction {
  if (!isObject(value)) throw notAPact(source, `interaction ${index} is not an object`);
  const { type = "Synchronous/HTTP", request, response } = value;
  const kind = type === "Synchronous/HTTP" && isObject(request) && isObject(response) ? "http" : "other";
  const [asked, answered] = [objectAt(request), objectAt(response)];
  const place = pointerTo("/interactions", String(index));
  // Only version 4 types its interactions, and only it wraps bodies.
  const wraps = "type" in value;
  return {
    index,
    place,
    kind,
    description: String(value.description ?? ""),
    states: readStates(value, place),
    request: {
      ...readMessage(asked, `${place}/request`, wraps),
      method: String(asked.method ?? "GET").toUpperCase(),
      path: String(asked.path ?? "/"),
    },
    response: {
      ...readMessage(answered, `${place}/response`, wraps),
      status: Number(answered.status ?? 200),
    },
  };
}

// Version 2 has one state and no parameters; `provider_state` is how version 1 spelled it.
function readStates(interaction: JsonObject, place: string): PactState[] {
  const { providerStates, providerState = interaction.provider_state } = interaction;
  if (Array.isArray(providerStates)) {
    return objectsAt(interaction, "providerStates").map((state, index) => ({
      name: String(state.name),
      params: objectAt(state, "params"),
      place: `${place}/providerStates/${index}`,
    }));
  }
  return typeof providerState === "string" && providerState !== ""
    ? [{ name: providerState, params: {}, place: `${place}/providerState` }]
    : [];
}

function readMessage(message: JsonObject, place: string, wraps: boolean): PactMessage {
  const headers = Object.entries(objectAt(message, "headers"));
  const wrapped = wraps && isObject(message.body) && "content" in message.body;
  return {
    headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), [value].flat().join(", ")])),
    body: wrapped ? unwrapped(message.body as JsonObject) : message.body,
    bodyPlace: `${place}/body${wrapped ? "/content" : ""}`,
    matchers: readMatchers(message.matchingRules),
    generated: Object.keys(objectAt(message, "generators", "body")).map(pathTokens),
  };
}

// Content that is not JSON, or whose bytes matter, is encoded.
function unwrapped({ content, encoded, contentType }: JsonObject): Json | undefined {
  if (typeof content !== "string" || encoded === false || encoded === undefined) return content;
  const text = encoded === "json" ? content : Buffer.from(content, "base64").toString();
  return /json/i.test(String(contentType)) ? (jsonOf(text) ?? text) : text;
}

function notAPact(source: string, reason: string): UsageError {
  return new UsageError(`${source} is not a pact: ${reason}`, "give the JSON file that a Pact library wrote");
}
