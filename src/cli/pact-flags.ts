import { UsageError } from "../contract/errors.ts";
import { parseBounded } from "../contract/parse-document.ts";
import type { Json } from "../contract/words.ts";
import type { Broker } from "../pact/broker-source.ts";
import type { Output } from "../pact/finding.ts";
import type { PactCredentials } from "../pact/load-pacts.ts";
import { readStateMap, type StateMap } from "../pact/states/resolve-state.ts";
import { readText } from "./select-rules.ts";
import type { ProviderFlags } from "./settings.ts";
import { parseUrl } from "./values.ts";

export const text = (brief: string) => ({ kind: "parsed", parse: String, brief, optional: true }) as const;
export const texts = (brief: string) => ({ ...text(brief), variadic: true }) as const;
export const yes = (brief: string) =>
  ({ kind: "boolean", brief, optional: true, withNegated: false }) as const;

/** The files, folders and URLs that a command is given. */
export const pactArguments = {
  kind: "array",
  parameter: { brief: "files, folders and URLs of pacts", parse: String, placeholder: "PACT" },
} as const;

export interface BrokerFlags {
  readonly brokerUrl?: string;
  readonly brokerToken?: string;
  readonly brokerUsername?: string;
  readonly brokerPassword?: string;
}

/** How to reach a Pact Broker; each has the environment variable that Pact's own tools read. */
export const brokerFlags = {
  brokerUrl: text("URL of a Pact Broker [PACT_BROKER_BASE_URL]"),
  brokerToken: text("token for it [PACT_BROKER_TOKEN]"),
  brokerUsername: text("user name for it [PACT_BROKER_USERNAME]"),
  brokerPassword: text("password for it [PACT_BROKER_PASSWORD]"),
} as const;

/** Credentials by flag or environment. */
export function credentialsOf(flags: BrokerFlags, environment: NodeJS.ProcessEnv): PactCredentials {
  const token = flags.brokerToken ?? environment.PACT_BROKER_TOKEN;
  const username = flags.brokerUsername ?? environment.PACT_BROKER_USERNAME;
  const password = flags.brokerPassword ?? environment.PACT_BROKER_PASSWORD;
  return {
    ...(token ? { token } : {}),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  };
}

/** The broker by flag or environment; `undefined` where neither names one. @throws UsageError for a bad URL */
export function brokerOf(flags: BrokerFlags, environment: NodeJS.ProcessEnv): Broker | undefined {
  const url = flags.brokerUrl ?? environment.PACT_BROKER_BASE_URL;
  if (!url) return undefined;
  return { url: parseUrl(url).href.replace(/\/+$/, ""), ...credentialsOf(flags, environment) };
}

/** The broker, where a command is nothing without one. @throws UsageError where none is named */
export function requiredBroker(flags: BrokerFlags, environment: NodeJS.ProcessEnv): Broker {
  const broker = brokerOf(flags, environment);
  if (broker !== undefined) return broker;
  throw new UsageError("no-broker", "no Pact Broker is named", "give --broker-url or PACT_BROKER_BASE_URL");
}

/** What the consumers' names of states mean: by a file, or else by the configuration. @throws UsageError */
export function stateMapOf(file: string | undefined, settings: ProviderFlags): StateMap {
  if (file !== undefined) return readStateMap(parseBounded(readText(file, "the state map"), file));
  // Settings hold whatever the configuration names; this member is no option of `provider`.
  const { stateMap = {} } = settings as { readonly stateMap?: Json };
  return readStateMap(stateMap);
}

/** Writes lines for a person, or with `json` the result alone. */
export function outputOf(json = false): Output & { result(value: object): void } {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    write: json ? () => {} : print,
    result: (value) => {
      if (json) print(JSON.stringify(value, null, 2));
    },
  };
}
