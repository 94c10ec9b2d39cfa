import { counted } from "../counted.ts";
import { member, objectsAt } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import { UsageError } from "../usage-error.ts";
import type { PactAccess } from "./ask.ts";
import { type BrokerClient, hrefOf } from "./broker-client.ts";
import type { Pact } from "./interaction.ts";
import { isUrl } from "./load-pacts.ts";
import { type Published, publishing } from "./published.ts";
import { countsOf, type InteractionOutcome, successOf } from "./verification.ts";

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
    `${without.source} has no link ${RESULTS_LINK}, so that its result cannot be published`,
    "name the URL of the pact at its broker, or name no pact and the broker with --broker-url, or leave --publish out",
  );
}

/**
 * Where the result of a pact goes: to the broker that was named, and for a URL of somewhere else, to that place.
 */
function resultsBase({ source, json }: Pact, { broker }: PactAccess): string {
  const origin = isUrl(source) ? new URL(source).origin : undefined;
  if (broker !== undefined && (origin ?? new URL(broker.url).origin) === new URL(broker.url).origin) {
    return broker.url;
  }
  return origin ?? new URL(hrefOf(json, RESULTS_LINK) ?? "").origin;
}

/** Publishes the results of one run, for each pact behind putting the version of the provider on its branch. */
export function resultPublisher(
  publication: Publication,
  clientAt: (url: string) => BrokerClient,
  access: PactAccess,
): (pact: Pact, outcomes: readonly InteractionOutcome[]) => Promise<Published> {
  const { providerBranch: branch, providerVersion: version } = publication;
  return async (pact, outcomes) => {
    // Of several pacts of one consumer, the broker's own name tells the versions apart.
    const own = member(pact.json, "_links", "self", "name");
    const name = typeof own === "string" ? own : `${pact.consumer} (${pact.source})`;
    const success = successOf(outcomes);
    // A result says yes or no for a whole pact.
    if (success === undefined) {
      const counts = countsOf(outcomes, "inconclusive", "skipped").join(" and ");
      const open = `its result is incomplete: ${counts} of ${counted(outcomes.length, "interaction")}`;
      return { pact: name, published: false, reason: counts === "" ? "it has no interactions" : open };
    }
    return publishing(name, async () => {
      const broker = clientAt(resultsBase(pact, access));
      if (branch !== undefined) await putOnBranch(pact, broker, branch);
      const body = resultJson(publication, success, pact, outcomes);
      await broker.send(broker.follow(pact.json, RESULTS_LINK), { method: "POST", body });
    });
  };

  async function putOnBranch(pact: Pact, broker: BrokerClient, branch: string): Promise<void> {
    const provider = await broker.send(broker.follow(pact.json, "pb:provider"));
    const link = broker.follow(provider, "pb:branch-version", { branch, version });
    await broker.send(link, { method: "PUT", body: {} });
  }
}

// As the Pact verifier writes it.
function resultJson(
  { providerVersion, buildUrl }: Publication,
  success: boolean,
  { json }: Pact,
  outcomes: readonly InteractionOutcome[],
): object {
  const interactions = objectsAt(json, "interactions");
  return withoutUndefined({
    success,
    providerApplicationVersion: providerVersion,
    buildUrl,
    testResults: outcomes.map(({ outcome, findings }, index) => {
      const mismatches = findings.map(({ id, message }) => ({
        attribute: id.split("/")[1],
        description: message,
      }));
      return withoutUndefined({
        interactionId: interactions[index]?._id,
        interactionDescription: interactions[index]?.description,
        success: outcome === "pass",
        mismatches: mismatches.length === 0 ? undefined : mismatches,
      });
    }),
    verifiedBy: { implementation: "opencx-conformance" },
  });
}
