import type { JsonObject } from "../json/json.ts";
import { member, objectsAt } from "../json/member.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { PactAccess } from "./ask.ts";
import { type BrokerClient, hrefOf, type Notice, noticesIn } from "./broker-client.ts";
import type { Pact } from "./interaction.ts";
import { loadPacts } from "./load-pacts.ts";

/** Which pacts of a broker to verify. */
export interface PactSelection {
  /** Name of the provider in the broker. */
  readonly providerName: string;
  /** Consumer version selectors, as the broker documents them. Default: main branches, deployed and released. */
  readonly consumerVersionSelector?: readonly JsonObject[];
  /** Failures of pacts that the provider never verified do not fail it. */
  readonly enablePending?: boolean;
  /** ISO date: pacts in progress since then are verified as pending. */
  readonly includeWipPactsSince?: string;
  /** Branch of the provider: what is pending depends on it. */
  readonly providerBranch?: string;
}

/** A pact, and what its broker says about it. */
export interface ListedPact {
  readonly pact: Pact;
  readonly pending: boolean;
  readonly notices: readonly Notice[];
}

const DEFAULT_SELECTORS: readonly JsonObject[] = [{ mainBranch: true }, { deployedOrReleased: true }];

/**
 * The pacts that the broker would have verified, each with its notices.
 * @throws UnavailableError where the broker does not give them, or none matches
 */
export async function pactsForVerification(
  selection: PactSelection,
  broker: BrokerClient,
  access: PactAccess,
): Promise<ListedPact[]> {
  const { providerName, consumerVersionSelector = DEFAULT_SELECTORS, enablePending = false } = selection;
  const relation = "pb:provider-pacts-for-verification";
  const listing = broker.follow(await broker.index(), relation, { provider: providerName });
  const listed = await broker.send(listing, {
    method: "POST",
    body: withoutUndefined({
      consumerVersionSelectors: consumerVersionSelector,
      includePendingStatus: enablePending,
      includeWipPactsSince: selection.includeWipPactsSince,
      providerVersionBranch: selection.providerBranch,
    }),
  });
  const entries = objectsAt(listed, "_embedded", "pacts").flatMap((entry) => {
    const href = hrefOf(entry, "self");
    return href === undefined ? [] : [{ entry, url: broker.locate(href).href }];
  });
  if (entries.length === 0) {
    throw broker.unavailable(
      `no pact with ${providerName} matches the selectors`,
      "check the name of the provider and the selectors, and that consumers have published pacts",
    );
  }
  const urls = entries.map(({ url }) => url);
  const pacts = await loadPacts(urls, access);
  return pacts.map((pact, index) => {
    const properties = member(entries[index]!.entry, "verificationProperties");
    return { pact, pending: member(properties, "pending") === true, notices: noticesIn(properties) };
  });
}
