import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import type { PactAccess } from "./access.ts";
import { type BrokerClient, hrefOf } from "./broker-client.ts";
import type { Pact } from "./interaction.ts";
import { isUrl } from "./load-pacts.ts";
import type { Published } from "./published.ts";
import { type InteractionOutcome, successOf } from "./verification.ts";

const RESULTS_LINK = "pb:publish-verification-results";

/** As of what the result of a verification is published. */
export interface Publication {
  readonly providerVersion: string;
  readonly providerBranch?: string;
  readonly buildUrl?: string;
}

/**
 * Holds that results can be published for all of these.
 * @throws UsageError that names a pact without a link for it
 */
export function assertPublishable(pacts: readonly Pact[]): void {
  const without = pacts.find(({ json, source }) => {
    const link = hrefOf(json, RESULTS_LINK);
    return link === undefined || !URL.canParse(link, isUrl(source) ? source : undefined);
  });
  if (without === undefined) return;
  throw new UsageError(
    "no-results-link",
    `${without.source} has no link ${RESULTS_LINK}, so that its result cannot be published`,
    "name the URL of the pact at its broker, or name no pact and the broker with --broker-url, or leave --publish out",
  );
}

/**
 * Where the result of a pact goes: to the broker that was named, and for a URL of somewhere else, to that place.
 */
export function resultsBase({ source, json }: Pact, { broker }: PactAccess): string {
  const origin = isUrl(source) ? new URL(source).origin : undefined;
  if (broker !== undefined && (origin ?? new URL(broker.url).origin) === new URL(broker.url).origin) {
    return broker.url;
  }
  return origin ?? new URL(hrefOf(json, RESULTS_LINK) ?? "").origin;
}

/** Publishes the results of one run; the version of the provider is put on its branch once. */
export function resultPublisher(
  publication: Publication,
  clientAt: (url: string) => BrokerClient,
  access: PactAccess,
): (pact: Pact, outcomes: readonly InteractionOutcome[]) => Promise<Published> {
  const branches = new Map<string, Promise<void>>();

  return async (pact, outcomes) => {
    const name = nameOf(pact);
    const success = successOf(outcomes);
    if (success === undefined) {
      return { pact: name, published: false, reason: openText(outcomes) };
    }
    try {
      const broker = clientAt(resultsBase(pact, access));
      await putOnBranch(pact, broker);
      await broker.send(broker.follow(pact.json, RESULTS_LINK), {
        method: "POST",
        body: resultJson(publication, success, pact, outcomes),
      });
      return { pact: name, published: true };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return { pact: name, published: false, reason: `${error.message}\n  ${error.hint}` };
    }
  };

  async function putOnBranch(pact: Pact, broker: BrokerClient): Promise<void> {
    const { providerBranch: branch, providerVersion: version } = publication;
    if (branch === undefined) return;
    const provider = broker.follow(pact.json, "pb:provider");
    const put = async () => {
      const resource = await broker.send(provider);
      await broker.send(broker.follow(resource, "pb:branch-version", { branch, version }), {
        method: "PUT",
        body: {},
      });
    };
    if (!branches.has(provider.href)) branches.set(provider.href, put());
    await branches.get(provider.href);
  }
}

// A result says yes or no for a whole pact.
function openText(outcomes: readonly InteractionOutcome[]): string {
  const counts = (["inconclusive", "skipped"] as const)
    .map((outcome) => [outcomes.filter((each) => each.outcome === outcome).length, outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`);
  return counts.length === 0
    ? "it has no interactions"
    : `its result is incomplete: ${counts.join(" and ")} of ${outcomes.length} interactions`;
}

// As the Pact verifier writes it.
function resultJson(
  { providerVersion, buildUrl }: Publication,
  success: boolean,
  { json }: Pact,
  outcomes: readonly InteractionOutcome[],
): object {
  const interactions = Array.isArray(json.interactions) ? json.interactions : [];
  return {
    success,
    providerApplicationVersion: providerVersion,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    testResults: outcomes.map(({ outcome, findings }, index) => ({
      ...identityOf(interactions[index]),
      success: outcome === "pass",
      ...(findings.length === 0
        ? {}
        : {
            mismatches: findings.map(({ id, message }) => ({
              attribute: id.split("/")[1],
              description: message,
            })),
          }),
    })),
    verifiedBy: { implementation: "opencx-conformance" },
  };
}

// Of several pacts of one consumer, the broker's own name tells the versions apart.
function nameOf({ json, consumer, source }: Pact): string {
  const self = isObject(json._links) ? json._links.self : undefined;
  return isObject(self) && typeof self.name === "string" ? self.name : `${consumer} (${source})`;
}

function identityOf(interaction: Json | undefined): JsonObject {
  const { _id, description } = isObject(interaction) ? interaction : {};
  return {
    ...(_id === undefined ? {} : { interactionId: _id }),
    ...(description === undefined ? {} : { interactionDescription: description }),
  };
}
