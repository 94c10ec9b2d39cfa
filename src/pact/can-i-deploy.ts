import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { isObject, type Json } from "../json/json.ts";
import { UnavailableError } from "../usage-error.ts";
import type { Broker, PactAccess } from "./access.ts";
import { brokerClient } from "./broker-client.ts";
import type { ExitCode, Output } from "./output.ts";

export interface DeployOptions {
  readonly access: PactAccess & { readonly broker: Broker };
  /** Name of the application in the broker. */
  readonly pacticipant: string;
  readonly version: string;
  readonly toEnvironment: string;
  /** Asks again so many times while a result is missing. Default: 0. */
  readonly retryWhileUnknown?: number;
  /** Time between two such questions, in milliseconds. Default: 10000. */
  readonly retryIntervalMs?: number;
}

type Deployable = "yes" | "no" | "not known yet";

const EXIT_CODES: Readonly<Record<Deployable, ExitCode>> = { yes: 0, no: 1, "not known yet": 3 };

/**
 * Asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 while results are missing.
 * @throws UnavailableError where the broker does not say
 */
export async function canIDeploy(
  options: DeployOptions,
  output: Output,
): Promise<{ readonly exitCode: ExitCode }> {
  const {
    access,
    pacticipant,
    version,
    toEnvironment,
    retryWhileUnknown = 0,
    retryIntervalMs = 10_000,
  } = options;
  const broker = brokerClient(access.broker.url, access, output);
  for (let asked = 0; ; asked += 1) {
    const answer = await broker.send(new URL(matrixUrl(options)));
    const deployable = deployableIn(answer);
    if (deployable === undefined) {
      throw new UnavailableError(
        `the Pact Broker at ${access.broker.url}: its answer has no summary`,
        "check its URL with its base path: is this a Pact Broker?",
      );
    }
    if (deployable !== "not known yet" || asked >= retryWhileUnknown) {
      for (const reason of reasonsIn(answer)) output.write(reason);
      output.write(`${pacticipant} ${version} to ${toEnvironment}: ${deployable}`);
      return { exitCode: EXIT_CODES[deployable] };
    }
    output.write(`Results are missing; asking again in ${retryIntervalMs / 1000} s.`);
    await pause(retryIntervalMs);
  }
}

// The brackets stand as they are, as in the question of the broker's own client.
function matrixUrl({ access, pacticipant, version, toEnvironment }: DeployOptions): string {
  const [name, number, environment] = [pacticipant, version, toEnvironment].map(encodeURIComponent);
  return `${access.broker.url}/matrix?q[][pacticipant]=${name}&q[][version]=${number}&latestby=cvpv&environment=${environment}`;
}

// What decides is a failed result. `deployable` is null where anything is missing, though another result failed, and
// false for a version that was never published, though nothing failed.
function deployableIn(answer: Json): Deployable | undefined {
  const summary = isObject(answer) ? answer.summary : undefined;
  if (!isObject(summary)) return undefined;
  if (summary.deployable === true) return "yes";
  return Number(summary.failed) > 0 ? "no" : "not known yet";
}

function reasonsIn(answer: Json): string[] {
  const { notices, summary } = isObject(answer) ? answer : {};
  const texts = Array.isArray(notices) ? notices.filter(isObject).map(({ text }) => String(text)) : [];
  const told = texts.length > 0 || !isObject(summary) ? texts : [String(summary.reason)];
  return [...new Set(told)].map(stripVTControlCharacters);
}
