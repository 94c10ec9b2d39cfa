import { UsageError } from "../contract/errors.ts";
import { isObject, type Json, type JsonObject } from "../contract/words.ts";
import type { Pact } from "./interaction.ts";
import { authorizationOf, loadPacts, type PactCredentials } from "./load-pacts.ts";

/** A Pact Broker, and how to show oneself to it. */
export interface Broker extends PactCredentials {
  readonly url: string;
}

/** Which pacts of a broker to verify, and what to tell it afterwards. */
export interface BrokerSource extends Broker {
  /** Name of the provider in the broker. */
  readonly providerName: string;
  /** Consumer version selectors, as the broker documents them. Default: main branches, deployed and released. */
  readonly selectors?: readonly JsonObject[];
  /** Failures of pacts that the provider never verified do not fail it. */
  readonly pending?: boolean;
  /** ISO date: pacts in progress since then are verified as pending. */
  readonly includeWipSince?: string;
  /** Tells the broker the result, as of this version and branch of the provider. */
  readonly publish?: boolean;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly buildUrl?: string;
}

const DEFAULT_SELECTORS: readonly JsonObject[] = [{ mainBranch: true }, { deployedOrReleased: true }];

/**
 * Checks what the options ask of each other; `live` is whether a provider of the user's is verified.
 * @throws UsageError
 */
export function assertBrokerSource(source: BrokerSource, live: boolean): void {
  if (source.publish && !live) {
    throw new UsageError(
      "publish-embedded",
      "a result of the embedded provider says nothing about yours",
      "give --url with --publish",
    );
  }
  if (source.publish && source.providerVersion === undefined) {
    throw new UsageError(
      "no-provider-version",
      "a result is published as of a version",
      "give --provider-version",
    );
  }
  if ((source.pending || source.includeWipSince !== undefined) && source.providerBranch === undefined) {
    throw new UsageError(
      "no-provider-branch",
      "whether a pact is pending depends on the branch of the provider",
      "give --provider-branch",
    );
  }
}

/** The verifier's arguments for these pacts; credentials are not among them. */
export function brokerArguments(source: BrokerSource): string[] {
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  return [
    ...["--broker-url", source.url, "--provider-name", source.providerName, "--retries", "2"],
    ...(source.selectors ?? DEFAULT_SELECTORS).flatMap((selector) => [
      "--consumer-version-selectors",
      JSON.stringify(selector),
    ]),
    ...(source.pending ? ["--enable-pending"] : []),
    ...option("--include-wip-pacts-since", source.includeWipSince),
    ...option("--provider-version", source.providerVersion),
    ...option("--provider-branch", source.providerBranch),
    ...option("--build-url", source.buildUrl),
    ...(source.publish ? ["--publish"] : []),
  ];
}

/** The environment variables by which the pact tool takes a broker's credentials. */
export function brokerSecrets({ token, username, password }: PactCredentials): Record<string, string> {
  return {
    ...(token === undefined ? {} : { PACT_BROKER_TOKEN: token }),
    ...(username === undefined ? {} : { PACT_BROKER_USERNAME: username }),
    ...(password === undefined ? {} : { PACT_BROKER_PASSWORD: password }),
  };
}

/**
 * The pacts that the broker would have verified, so that what they need is known before anything is sent.
 * @throws UsageError where the broker does not give them
 */
export async function pactsOfBroker(source: BrokerSource): Promise<Pact[]> {
  const index = await ask(source, source.url);
  const link = hrefOf(index, "pb:provider-pacts-for-verification");
  if (link === undefined) throw brokerError(source, "it offers no pacts for verification");
  const listed = await ask(source, link.replace("{provider}", encodeURIComponent(source.providerName)), {
    consumerVersionSelectors: [...(source.selectors ?? DEFAULT_SELECTORS)],
    includePendingStatus: source.pending ?? false,
    ...(source.includeWipSince === undefined ? {} : { includeWipPactsSince: source.includeWipSince }),
    ...(source.providerBranch === undefined ? {} : { providerVersionBranch: source.providerBranch }),
  });
  const embedded = isObject(listed) && isObject(listed._embedded) ? listed._embedded.pacts : undefined;
  const urls = (Array.isArray(embedded) ? embedded : [])
    .map((pact) => hrefOf(pact, "self"))
    .filter((url) => url !== undefined);
  if (urls.length === 0) {
    throw brokerError(source, `no pact with ${source.providerName} matches the selectors`);
  }
  return loadPacts(urls, source);
}

async function ask(source: BrokerSource, url: string, body?: JsonObject): Promise<Json> {
  const authorization = authorizationOf(source);
  try {
    const answer = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        accept: "application/hal+json",
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return (await answer.json()) as Json;
  } catch (error) {
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw brokerError(source, reason instanceof Error ? reason.message : String(reason));
  }
}

function hrefOf(resource: Json, relation: string): string | undefined {
  const links = isObject(resource) ? resource._links : undefined;
  const link = isObject(links) ? [links[relation]].flat()[0] : undefined;
  return isObject(link) && typeof link.href === "string" ? link.href : undefined;
}

function brokerError({ url }: Broker, reason: string): UsageError {
  return new UsageError(
    "broker",
    `the Pact Broker at ${url} cannot be used: ${reason}`,
    "check its URL, its credentials, the name of the provider and the selectors",
  );
}
