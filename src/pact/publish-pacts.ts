import { withoutUndefined } from "../json/without-undefined.ts";
import type { Answer } from "./ask.ts";
import { type BrokerAccess, BrokerClient } from "./broker-client.ts";
import { loadPacts } from "./load-pacts.ts";
import { type MergedPact, mergePacts } from "./merge-pacts.ts";
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
  { consumer, provider, content }: MergedPact,
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
        content: Buffer.from(JSON.stringify(content)).toString("base64"),
        onConflict: "overwrite",
      },
    ],
  });
}
