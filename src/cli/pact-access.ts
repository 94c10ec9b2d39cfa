import { withoutUndefined } from "../json/without-undefined.ts";
import type { Broker, PactAccess } from "../pact/access.ts";
import type { Output } from "../pact/output.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import type { BrokerOptions } from "./flags.ts";
import { readAuthority } from "./read-pem.ts";
import { parseUrl } from "./value-kinds.ts";

/** The files, folders and URLs that a command is given. */
export const pactArgument = { brief: "files, folders and URLs of pacts", placeholder: "PACT" } as const;

/**
 * The broker and the way to it.
 * @throws UsageError for what cannot be a URL, a credential or an authority
 */
export function accessOf(options: BrokerOptions): PactAccess {
  const { brokerTimeout: timeoutMs, ca } = options;
  return withoutUndefined({ broker: brokerOf(options), timeoutMs, ca: ca && readAuthority(ca) });
}

/** The same, where a command is nothing without a broker. @throws UsageError where none is named */
export function brokerAccessOf(options: BrokerOptions): PactAccess & { readonly broker: Broker } {
  const { broker, ...access } = accessOf(options);
  if (broker !== undefined) return { ...access, broker };
  throw new UsageError("no-broker", "no Pact Broker is named", "give --broker-url or PACT_BROKER_BASE_URL");
}

function brokerOf(options: BrokerOptions): Broker | undefined {
  const { brokerUrl: url, brokerToken: token, brokerUsername: username, brokerPassword: password } = options;
  return url === undefined
    ? undefined
    : withoutUndefined({ url: readBrokerUrl(url), token, username, password });
}

function readBrokerUrl(url: string): string {
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
