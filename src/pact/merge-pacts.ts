import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../json/json.ts";
import { member, objectsAt } from "../json/member.ts";
import { UsageError } from "../usage-error.ts";
import type { Pact } from "./interaction.ts";

/** All that one consumer expects of one provider, of however many files. */
export interface MergedPact {
  readonly consumer: string;
  readonly provider: string;
  readonly content: JsonObject;
}

/**
 * One pact for each consumer and provider: a broker keeps one for a version, and the next would replace it.
 * @throws UsageError where two files contradict each other
 */
export function mergePacts(pacts: readonly Pact[]): MergedPact[] {
  const groups = Map.groupBy(pacts, ({ consumer, provider }) => JSON.stringify([consumer, provider]));
  return [...groups.values()].map(([first, ...others]) => ({
    consumer: first!.consumer,
    provider: first!.provider,
    content: others.reduce(merged, first!.json),
  }));
}

function merged(content: JsonObject, { json, source }: Pact): JsonObject {
  const [known, added] = [versionOf(content), versionOf(json)];
  if (known !== added) {
    throw new UsageError(
      "pacts-differ",
      `${source} is of version ${added} of the Pact format, another file of the same consumer of ${known}`,
      "write all pacts of one consumer with one version",
    );
  }
  const interactions = objectsAt(content, "interactions");
  const fresh = objectsAt(json, "interactions").filter((interaction) => {
    const twin = interactions.find((each) => isDeepStrictEqual(nameOf(each), nameOf(interaction)));
    if (twin !== undefined && !isDeepStrictEqual(twin, interaction)) {
      throw new UsageError(
        "pacts-differ",
        `"${String(interaction.description)}" of ${source} is another interaction in another file of the same consumer`,
        "give it a description of its own, or publish one of the two",
      );
    }
    return twin === undefined;
  });
  return { ...content, interactions: [...interactions, ...fresh] };
}

function nameOf({ description, providerState, providerStates, type }: JsonObject) {
  return [description, providerState, providerStates, type];
}

function versionOf({ metadata }: JsonObject): string {
  const version =
    member(metadata, "pactSpecification", "version") ?? member(metadata, "pactSpecificationVersion");
  return String(version ?? "2").split(".")[0]!;
}
