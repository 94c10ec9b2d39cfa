import { X509Certificate } from "node:crypto";
import type { Json } from "../json/json.ts";
import { parseBounded } from "../openapi/parse-document.ts";
import type { Broker, PactAccess } from "../pact/access.ts";
import type { Output } from "../pact/finding.ts";
import { readStateMap, type StateMap } from "../send-message/pact-states/resolve-state.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import { readText } from "./select-rules.ts";
import { type ProviderFlags, settingsOf } from "./settings.ts";
import { parseDuration, parseUrl } from "./values.ts";

export const text = (brief: string) => ({ kind: "parsed", parse: String, brief, optional: true }) as const;
export const texts = (brief: string) => ({ ...text(brief), variadic: true }) as const;
/** A text that says something: a variable that a shell left empty does not. */
const nonEmpty = (value: string): string => {
  if (value.trim() !== "") return value;
  throw new UsageError("empty-value", "it is empty", "give a value, or check the variable that it came from");
};
export const name = (brief: string) => ({ kind: "parsed", parse: nonEmpty, brief, optional: true }) as const;
export const names = (brief: string) => ({ ...name(brief), variadic: true }) as const;
export const requiredName = (brief: string) => ({ kind: "parsed", parse: nonEmpty, brief }) as const;
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
  readonly brokerTimeout?: number;
  readonly ca?: string;
}

/** How to reach a Pact Broker; the first four have the environment variables that Pact's own tools read. */
export const brokerFlags = {
  brokerUrl: text("URL of a Pact Broker; its credentials are sent there alone [PACT_BROKER_BASE_URL]"),
  brokerToken: text("token for it [PACT_BROKER_TOKEN]"),
  brokerUsername: text("user name for it [PACT_BROKER_USERNAME]"),
  brokerPassword: text("password for it [PACT_BROKER_PASSWORD]"),
  brokerTimeout: {
    kind: "parsed",
    parse: parseDuration,
    brief: "time for one request to it, or to a URL of a pact [30s]",
    optional: true,
  },
  ca: text("PEM file of an authority to trust besides the usual ones, for every server of the command"),
} as const;

/**
 * The broker and the way to it, by flag, environment or configuration.
 * @throws UsageError for what cannot be a URL, a credential or an authority
 */
export async function accessOf(flags: BrokerFlags, environment: NodeJS.ProcessEnv): Promise<PactAccess> {
  const broker = brokerOf(flags, environment);
  const { ca } = await settingsOf(flags.ca === undefined ? {} : { ca: flags.ca }, environment);
  return {
    ...(broker === undefined ? {} : { broker }),
    ...(flags.brokerTimeout === undefined ? {} : { timeoutMs: flags.brokerTimeout }),
    ...(ca === undefined ? {} : { ca: readAuthority(ca) }),
  };
}

/** The same, where a command is nothing without a broker. @throws UsageError where none is named */
export async function brokerAccessOf(
  flags: BrokerFlags,
  environment: NodeJS.ProcessEnv,
): Promise<PactAccess & { readonly broker: Broker }> {
  const { broker, ...access } = await accessOf(flags, environment);
  if (broker !== undefined) return { ...access, broker };
  throw new UsageError("no-broker", "no Pact Broker is named", "give --broker-url or PACT_BROKER_BASE_URL");
}

function brokerOf(flags: BrokerFlags, environment: NodeJS.ProcessEnv): Broker | undefined {
  const url = flags.brokerUrl || environment.PACT_BROKER_BASE_URL;
  if (!url) return undefined;
  const token = flags.brokerToken || environment.PACT_BROKER_TOKEN;
  const username = flags.brokerUsername || environment.PACT_BROKER_USERNAME;
  const password = flags.brokerPassword || environment.PACT_BROKER_PASSWORD;
  if (token !== undefined && /[^\x21-\x7e]/.test(token)) {
    throw new UsageError(
      "bad-token",
      "the broker's token holds a character that no header can carry",
      "check --broker-token or PACT_BROKER_TOKEN for line ends, spaces and quotes",
    );
  }
  return {
    url: brokerUrl(url),
    ...(token ? { token } : {}),
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  };
}

function brokerUrl(url: string): string {
  const { username, password } = URL.canParse(url) ? new URL(url) : { username: "", password: "" };
  if (username !== "" || password !== "") {
    throw new UsageError(
      "bad-url",
      "the URL of the broker holds a user name or password",
      "give credentials with --broker-username and --broker-password, or --broker-token",
    );
  }
  return parseUrl(url).href.replace(/\/+$/, "");
}

function readAuthority(file: string): string {
  const pem = readText(file, "the authority");
  try {
    new X509Certificate(pem);
    return pem;
  } catch {
    throw new UsageError(
      "bad-authority",
      `${file} is not a certificate in PEM format`,
      "give a PEM file with --ca",
    );
  }
}

/** Writes the reason of an UnavailableError as the JSON result too, and leaves it to the guard. */
export async function answering(
  output: ReturnType<typeof outputOf>,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnavailableError)
      output.result({ exitCode: 3, reason: error.message, hint: error.hint });
    throw error;
  }
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
