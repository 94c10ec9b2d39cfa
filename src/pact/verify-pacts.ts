import type { LeftBehind } from "../send-message/pact-states/interaction-setup.ts";
import type { PactAccess } from "./ask.ts";
import { type BrokerClient, brokerClient } from "./broker-client.ts";
import { loadPacts } from "./load-pacts.ts";
import { assertKnownStates } from "./needs.ts";
import type { Output } from "./output.ts";
import { type ListedPact, type PactSelection, pactsForVerification } from "./pacts-for-verification.ts";
import { assertPublishable, type Publication, resultPublisher } from "./publish-results.ts";
import { type Published, publishedText } from "./published.ts";
import { exitCodeOf, type InteractionOutcome, outcomeText, successOf, summaryText } from "./verification.ts";
import { runJob, type VerifyTarget } from "./verification-job.ts";

/** What to verify. */
export interface VerifyOptions extends VerifyTarget {
  /** Files, folders and URLs of pacts. */
  readonly pacts: readonly string[];
  readonly access?: PactAccess;
  /** Instead of named pacts: those that the broker selects. */
  readonly selection?: PactSelection;
  /** Publishes the results. */
  readonly publication?: Publication;
}

/**
 * Verifies pacts with the Pact verifier, against a live provider or the embedded one. Gives an outcome for each interaction,
 * in the order of the pacts, and what became of each pact's result where results are published.
 * @throws UsageError before anything is sent to the provider: unreadable pacts, unknown states, nowhere to publish
 * @throws UnavailableError before anything is sent to the provider: a broker or a URL that does not give its pacts
 */
export async function verifyPacts(options: VerifyOptions, output: Output) {
  const { access = {}, selection, publication, stateMap = {} } = options;
  /** What the broker wants to be read about what happened. */
  const notices: string[] = [];
  const tell = (text: string) => {
    notices.push(text);
    output.write(text);
  };
  const clients = new Map<string, BrokerClient>();
  const clientAt = (url: string) => {
    const client = clients.get(url) ?? brokerClient(url, access, { write: tell });
    clients.set(url, client);
    return client;
  };
  const { broker } = access;
  const listed: readonly ListedPact[] =
    selection !== undefined && broker !== undefined
      ? await pactsForVerification(selection, clientAt(broker.url), access)
      : (await loadPacts(options.pacts, access)).map((pact) => ({ pact, pending: false, notices: [] }));
  const pacts = listed.map(({ pact }) => pact);
  assertKnownStates(pacts, stateMap);
  if (publication !== undefined) assertPublishable(pacts);
  const publish = publication === undefined ? undefined : resultPublisher(publication, clientAt, access);
  const interactions: InteractionOutcome[] = [];
  const published: Published[] = [];
  const leftBehind: LeftBehind = { sessions: [], contacts: [] };
  for (const each of listed) {
    const tellAt = (...whens: readonly string[]) => {
      for (const { text, when } of each.notices) if (whens.includes(when)) tell(text);
    };
    tellAt("", "before_verification");
    const outcomes = await runJob(each, options, leftBehind);
    for (const outcome of outcomes) output.write(outcomeText(outcome));
    interactions.push(...outcomes);
    const own = await publish?.(each.pact, outcomes);
    if (own !== undefined) published.push(own);
    const success = successOf(outcomes);
    const ending = `after_verification:success_${success}_published_${own?.published ?? false}`;
    // Of a provider about which nothing can be said, no notice is true.
    if (success !== undefined) tellAt("after_verification", ending);
  }
  for (const line of publishedText(published, publication?.providerVersion ?? "")) output.write(line);
  output.write(summaryText(interactions));
  const exitCode = exitCodeOf(interactions);
  return {
    exitCode: exitCode === 0 && published.some((each) => !each.published) ? 3 : exitCode,
    interactions,
    notices,
    published,
    leftBehind,
  };
}
