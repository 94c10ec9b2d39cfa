import { stripVTControlCharacters } from "node:util";
import { isObject, type Json } from "../json/json.ts";
import { UnavailableError } from "../usage-error.ts";
import type { Broker, PactAccess } from "./access.ts";
import type { Answer } from "./ask.ts";
import { type BrokerClient, brokerClient } from "./broker-client.ts";
import { loadPacts } from "./load-pacts.ts";
import { type Contract, mergePacts } from "./merge-pacts.ts";
import type { ExitCode, Output } from "./output.ts";
import { type Published, publishedText } from "./published.ts";
import { jsonOf, refusalHint, refusalText } from "./refusal.ts";

export interface PublishOptions {
  /** Files, folders and URLs of pacts. */
  readonly pacts: readonly string[];
  readonly access: PactAccess & { readonly broker: Broker };
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
  const contracts = mergePacts(await loadPacts(options.pacts, access));
  const broker = brokerClient(access.broker.url, access, output);
  const link = broker
    .send(new URL(access.broker.url))
    .then((index) => broker.follow(index, "pb:publish-contracts"));
  const results: Published[] = [];
  for (const contract of contracts) {
    const reason = await refusalOf(contract, link, options, broker, output);
    const pact = `${contract.consumer} with ${contract.provider}`;
    results.push({ pact, published: reason === undefined, ...(reason === undefined ? {} : { reason }) });
  }
  for (const line of publishedText(results, consumerVersion)) output.write(line);
  const done = results.filter(({ published }) => published).length;
  output.write(`${done} of ${results.length} pacts published as of ${consumerVersion}`);
  return { exitCode: done === results.length ? 0 : 3 };
}

/** Why the broker did not take a contract, with what to do; `undefined` where it did. */
async function refusalOf(
  { consumer, provider, content }: Contract,
  link: Promise<URL>,
  { access, consumerVersion, branch, tags = [], buildUrl }: PublishOptions,
  broker: BrokerClient,
  output: Output,
): Promise<string | undefined> {
  const body = {
    pacticipantName: consumer,
    pacticipantVersionNumber: consumerVersion,
    ...(branch === undefined ? {} : { branch }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
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
  };
  let answer: Answer;
  try {
    answer = await broker.try(await link, { method: "POST", body });
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return `${error.message}\n  ${error.hint}`;
  }
  const accepted = answer.status >= 200 && answer.status < 300;
  const told = jsonOf(answer.text);
  // An error among the notices of a refusal is its reason, which is told once.
  for (const { type, text } of noticesOf(told)) if (accepted || type !== "error") output.write(text);
  if (accepted && !isObject(told)) return "its answer is not JSON: is this a Pact Broker?";
  return accepted ? undefined : `${refusalText(answer)}\n  ${refusalHint(answer, access)}`;
}

function noticesOf(answer: Json | undefined): { type: string; text: string }[] {
  const notices = isObject(answer) && Array.isArray(answer.notices) ? answer.notices.filter(isObject) : [];
  return notices.map(({ type, text }) => ({
    type: String(type),
    text: stripVTControlCharacters(String(text)),
  }));
}
