import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../contract/words.ts";
import { type Broker, brokerSecrets } from "./broker-source.ts";
import type { ExitCode, Output } from "./finding.ts";
import { loadPacts } from "./load-pacts.ts";
import { runPactTool, type ToolResult } from "./pact-tool.ts";

export interface PublishOptions {
  /** Files, folders and URLs of pacts. */
  readonly pacts: readonly string[];
  readonly broker: Broker;
  /** Version of the consumer, such as its commit. */
  readonly consumerVersion: string;
  readonly branch?: string;
  readonly tags?: readonly string[];
  readonly buildUrl?: string;
}

export interface DeployOptions {
  readonly broker: Broker;
  /** Name of the application in the broker. */
  readonly pacticipant: string;
  readonly version: string;
  readonly toEnvironment: string;
  /** Asks again so many times while a result is missing. Default: 0. */
  readonly retryWhileUnknown?: number;
  /** Seconds between two such questions. Default: 10. */
  readonly retryIntervalSeconds?: number;
}

export interface BrokerResult {
  readonly exitCode: ExitCode;
}

/**
 * Publishes pacts to a Pact Broker, through the ecosystem's own client; 3 where the broker did not take them all.
 * @throws UsageError for pacts that cannot be read
 */
export async function publishPacts(options: PublishOptions, output: Output): Promise<BrokerResult> {
  const { broker, consumerVersion, branch, tags = [], buildUrl } = options;
  const pacts = await loadPacts(options.pacts, broker);
  const folder = await mkdtemp(join(tmpdir(), "opencx-publish-"));
  try {
    // The client takes patterns, which names of files may look like by accident.
    const copies = await Promise.all(
      pacts.map(async ({ json }, index) => {
        const copy = join(folder, `${index}.json`);
        await writeFile(copy, JSON.stringify(json));
        return copy;
      }),
    );
    const result = await runPactTool(
      [
        ...["broker", "publish", ...copies, ...brokerOptions(broker)],
        ...["--consumer-app-version", consumerVersion],
        ...(branch === undefined ? [] : ["--branch", branch]),
        ...tags.flatMap((tag) => ["--tag", tag]),
        ...(buildUrl === undefined ? [] : ["--build-url", buildUrl]),
      ],
      brokerSecrets(broker),
    );
    for (const answer of jsonLines(result.stdout))
      for (const notice of noticesOf(answer)) output.write(notice);
    if (result.exit !== 0) return couldNotTell(result, output);
    output.write(`${pacts.length} pacts published as of ${consumerVersion}`);
    return { exitCode: 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 where results are missing or the broker
 * cannot be asked.
 */
export async function canIDeploy(options: DeployOptions, output: Output): Promise<BrokerResult> {
  const {
    broker,
    pacticipant,
    version,
    toEnvironment,
    retryWhileUnknown = 0,
    retryIntervalSeconds = 10,
  } = options;
  const result = await runPactTool(
    [
      ...["broker", "can-i-deploy", ...brokerOptions(broker)],
      ...["--pacticipant", pacticipant, "--version", version, "--to-environment", toEnvironment],
      ...[
        "--retry-while-unknown",
        String(retryWhileUnknown),
        "--retry-interval",
        String(retryIntervalSeconds),
      ],
    ],
    brokerSecrets(broker),
  );
  const answer = jsonLines(result.stdout).at(-1);
  const summary = isObject(answer?.summary) ? answer.summary : undefined;
  if (answer === undefined || summary === undefined) return couldNotTell(result, output);
  for (const notice of noticesOf(answer)) output.write(notice);
  // Asked for JSON, the client exits 0 whatever the answer is.
  const word = summary.deployable === true ? "yes" : summary.deployable === false ? "no" : "nobody knows yet";
  output.write(`${pacticipant} ${version} to ${toEnvironment}: ${word}, ${String(summary.reason)}`);
  return { exitCode: summary.deployable === true ? 0 : summary.deployable === false ? 1 : 3 };
}

function brokerOptions({ url }: Broker): string[] {
  return ["--broker-base-url", url, "--output", "json", "--retries", "2"];
}

function jsonLines(text: string): JsonObject[] {
  return text.split("\n").flatMap((line) => {
    try {
      const value = JSON.parse(line) as Json;
      return isObject(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function noticesOf({ notices }: JsonObject): string[] {
  return Array.isArray(notices) ? notices.filter(isObject).map(({ text }) => String(text)) : [];
}

function couldNotTell({ stderr, stdout, exit }: ToolResult, output: Output): BrokerResult {
  const said = `${stderr}\n${stdout}`
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("{"));
  output.write(said.at(0) ?? `the client of the broker ended with ${exit}`);
  return { exitCode: 3 };
}
