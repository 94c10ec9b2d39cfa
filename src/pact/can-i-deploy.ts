import { setTimeout as pause } from "node:timers/promises";
import { isObject } from "../json/json.ts";
import { member } from "../json/member.ts";
import { type BrokerAccess, brokerClient, IS_IT_A_BROKER, noticesIn, plainText } from "./broker-client.ts";
import type { Output } from "./output.ts";

export interface DeployOptions {
  readonly access: BrokerAccess;
  /** Name of the application in the broker. */
  readonly pacticipant: string;
  readonly version: string;
  readonly toEnvironment: string;
  /** How often to ask again while a result is missing. Default: 0. */
  readonly retryWhileUnknown?: number;
  /** Time between two such questions, in milliseconds. Default: 10000. */
  readonly retryIntervalMs?: number;
}

const EXIT_CODES = { yes: 0, no: 1, "not known yet": 3 } as const;

/**
 * Asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 while results are missing.
 * @throws UnavailableError where the broker does not say
 */
export async function canIDeploy(options: DeployOptions, output: Output) {
  const { access, pacticipant, version, toEnvironment, retryWhileUnknown = 0 } = options;
  const { retryIntervalMs = 10_000 } = options;
  const broker = brokerClient(access.broker.url, access, output);
  const [name, number, environment] = [pacticipant, version, toEnvironment].map(encodeURIComponent);
  // The brackets stand as they are, as in the question of the broker's own client.
  const query = `q[][pacticipant]=${name}&q[][version]=${number}&latestby=cvpv&environment=${environment}`;
  for (let asked = 0; ; asked += 1) {
    const answer = await broker.send(new URL(`${access.broker.url}/matrix?${query}`));
    const summary = member(answer, "summary");
    if (!isObject(summary)) throw broker.unavailable("its answer has no summary", IS_IT_A_BROKER);
    // What decides is a failed result. `deployable` is null where anything is missing, though another result failed, and
    // false for a version that was never published, though nothing failed.
    const missing = Number(summary.failed) > 0 ? "no" : "not known yet";
    const deployable = summary.deployable === true ? "yes" : missing;
    if (deployable !== "not known yet" || asked >= retryWhileUnknown) {
      const notices = noticesIn(answer).map(({ text }) => text);
      const reasons = notices.length > 0 ? notices : [plainText(summary.reason)];
      for (const reason of new Set(reasons)) output.write(reason);
      output.write(`${pacticipant} ${version} to ${toEnvironment}: ${deployable}`);
      return { exitCode: EXIT_CODES[deployable] };
    }
    output.write(`Results are missing; asking again in ${retryIntervalMs / 1000} s.`);
    await pause(retryIntervalMs);
  }
}
