import { withoutUndefined } from "../json/without-undefined.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer } from "./ask.ts";
import { type BrokerAccess, brokerClient, noticesIn } from "./broker-client.ts";
import type { Pact } from "./interaction.ts";
import { loadPacts } from "./load-pacts.ts";
import type { Output } from "./output.ts";
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
 * @throws UsageError for pacts that cannot be read, and for two of one consumer and provider
 * @throws UnavailableError for URLs of pacts that do not give them
 */
export async function publishPacts(options: PublishOptions, output: Output) {
  const { access, consumerVersion } = options;
  const pacts = await loadPacts(options.pacts, access);
  assertDifferent(pacts);
  const broker = brokerClient(access.broker.url, access, output);
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
  { consumerVersion, branch, tags, buildUrl }: PublishOptions,
): object {
  return withoutUndefined({
    pacticipantName: consumer,
    pacticipantVersionNumber: consumerVersion,
    branch,
    tags,
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
 * Holds that no two are of one consumer and provider: a broker keeps one for a version, and the next would replace it.
 * @throws UsageError
 */
function assertDifferent(pacts: readonly Pact[]): void {
  const groups = Map.groupBy(pacts, ({ consumer, provider }) => JSON.stringify([consumer, provider]));
  for (const [first, second] of groups.values()) {
    if (first === undefined || second === undefined) continue;
    throw new UsageError(
      `${first.source} and ${second.source} are both of ${first.consumer} with ${first.provider}, and the second would replace the first`,
      "let the Pact library write all interactions of a consumer into one file",
    );
  }
}
