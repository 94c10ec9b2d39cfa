import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { UsageError } from "../usage-error.ts";
import type { Pact } from "./interaction.ts";

/** All that one consumer expects of one provider, of however many files. */
export interface Contract {
  readonly consumer: string;
  readonly provider: string;
  readonly content: JsonObject;
}

/**
 * One contract for each consumer and provider: a broker keeps one for a version, and the next would replace it.
 * @throws UsageError where two files contradict each other
 */
export function mergePacts(pacts: readonly Pact[]): Contract[] {
  const groups = Map.groupBy(pacts, ({ consumer, provider }) => JSON.stringify([consumer, provider]));
  return [...groups.values()].map(([first, ...others]) => ({
    consumer: first!.consumer,
    provider: first!.provider,
    content: others.reduce((content, pact) => merged(content, pact), first!.json),
  }));
}

function merged(content: JsonObject, { json, source }: Pact): JsonObject {
  const versions = [content, json].map(({ metadata }) => versionOf(metadata));
  if (versions[0] !== versions[1]) {
    throw new UsageError(
      "pacts-differ",
      `${source} is of version ${versions[1]} of the Pact format, another file of the same consumer of ${versions[0]}`,
      "write all pacts of one consumer with one version",
    );
  }
  const known = interactionsOf(content);
  const added = interactionsOf(json).filter((interaction) => {
    const twin = known.find((each) => isDeepStrictEqual(nameOf(each), nameOf(interaction)));
    if (twin !== undefined && !isDeepStrictEqual(twin, interaction)) {
      throw new UsageError(
        "pacts-differ",
        `"${String(interaction.description)}" of ${source} is another interaction in another file of the same consumer`,
        "give it a description of its own, or publish one of the two",
      );
    }
    return twin === undefined;
  });
  return { ...content, interactions: [...known, ...added] };
}

function interactionsOf({ interactions }: JsonObject): JsonObject[] {
  return Array.isArray(interactions) ? interactions.filter(isObject) : [];
}

function nameOf({ description, providerState, providerStates, type }: JsonObject) {
  return [description, providerState, providerStates, type];
}

function versionOf(metadata: Json | undefined): string {
  const { pactSpecification, pactSpecificationVersion } = isObject(metadata) ? metadata : {};
  const version = isObject(pactSpecification) ? pactSpecification.version : pactSpecificationVersion;
  return String(version ?? "2").split(".")[0]!;
}
