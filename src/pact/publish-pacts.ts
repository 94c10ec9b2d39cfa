import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../json/json.ts";
import { member, objectsAt } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer } from "./ask.ts";
import { type BrokerAccess, BrokerClient } from "./broker-client.ts";
import type { Pact } from "./interaction.ts";
import { loadPacts } from "./load-pacts.ts";
import { noticesIn } from "./notices.ts";
import type { ExitCode, Output } from "./output.ts";
import { type Published, publishedText, publishing } from "./published.ts";

export interface PublishOptions {
  /** Files, folders and URLs of pacts. */
  readonly pacts: readonly string[];
  readonly access: BrokerAccess;
  /** Version of the consumer, such as its commit. */
  readonly consumerVersion: string;
  readonly branch?: string;
  readonly tags?: readonly string[];
  readonly buildUrl?: string;
}

/**
 * Publishes pacts to a Pact Broker, and says of each whether it was; 3 where one was not.
 * @throws UsageError for pacts that cannot be read
 * @throws UnavailableError for URLs of pacts that do not give them
 */
export async function publishPacts(
  options: PublishOptions,
  output: Output,
): Promise<{ readonly exitCode: ExitCode }> {
  const { access, consumerVersion } = options;
  const pacts = mergePacts(await loadPacts(options.pacts, access));
  const broker = new BrokerClient(access.broker.url, access, output);
  const link = broker.index().then((index) => broker.follow(index, "pb:publish-contracts"));
  const tell = ({ ok, json }: Answer) => {
    // An error among the notices of a refusal is its reason, which is printed below.
    for (const { type, text } of noticesIn(json)) if (ok || type !== "error") output.write(text);
  };
  const results: Published[] = [];
  for (const pact of pacts) {
    const publish = async () =>
      broker.send(await link, { method: "POST", body: publicationOf(pact, options) }, tell);
    results.push(await publishing(`${pact.consumer} with ${pact.provider}`, publish));
  }
  for (const line of publishedText(results, consumerVersion)) output.write(line);
  const done = results.filter(({ published }) => published).length;
  output.write(`${done} of ${results.length} pacts published as of ${consumerVersion}`);
  return { exitCode: done === results.length ? 0 : 3 };
}

function publicationOf(
  { consumer, provider, json }: Pact,
  { consumerVersion, branch, tags = [], buildUrl }: PublishOptions,
): object {
  return withoutUndefined({
    pacticipantName: consumer,
    pacticipantVersionNumber: consumerVersion,
    branch,
    tags: tags.length === 0 ? undefined : tags,
    buildUrl,
    contracts: [
      {
        consumerName: consumer,
        providerName: provider,
        specification: "pact",
        contentType: "application/json",
        content: Buffer.from(JSON.stringify(json)).toString("base64"),
        onConflict: "overwrite",
      },
    ],
  });
}

/**
 * One pact for each consumer and provider: a broker keeps one for a version, and the next would replace it.
 * @throws UsageError where two files contradict each other
 */
function mergePacts(pacts: readonly Pact[]): Pact[] {
  const groups = Map.groupBy(pacts, ({ consumer, provider }) => JSON.stringify([consumer, provider]));
  return [...groups.values()].map(([first, ...others]) => ({
    ...first!,
    json: others.reduce(merged, first!.json),
  }));
}

function merged(content: JsonObject, { json, source }: Pact): JsonObject {
  const [known, added] = [versionOf(content), versionOf(json)];
  if (known !== added) {
    throw new UsageError(
      `${source} is of version ${added} of the Pact format, another file of the same consumer of ${known}`,
      "write all pacts of one consumer with one version",
    );
  }
  const interactions = objectsAt(content, "interactions");
  const fresh = objectsAt(json, "interactions").filter((interaction) => {
    const twin = interactions.find((each) => isDeepStrictEqual(nameOf(each), nameOf(interaction)));
    if (twin !== undefined && !isDeepStrictEqual(twin, interaction)) {
      throw new UsageError(
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
