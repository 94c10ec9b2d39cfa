import { withoutUndefined } from "../json/without-undefined.ts";
import type { Broker, PactAccess } from "../pact/access.ts";
import type { Output } from "../pact/output.ts";
import { UnavailableError } from "../usage-error.ts";
import type { BrokerOptions } from "./flags.ts";
import { readAuthority } from "./named-files.ts";

/** The files, folders and URLs that a command is given. */
export const pactArgument = { brief: "files, folders and URLs of pacts", placeholder: "PACT" } as const;

/** The way to pacts, and to the broker if one is named. @throws UsageError for what is not an authority */
export function accessOf(options: BrokerOptions): PactAccess {
  const { brokerTimeout: timeoutMs, ca, brokerUrl } = options;
  const broker = brokerUrl && brokerOf(brokerUrl, options);
  return withoutUndefined({ broker, timeoutMs, ca: ca && readAuthority(ca) });
}

/** The broker, and how to show oneself to it. */
export function brokerOf(url: URL, options: BrokerOptions): Broker {
  const { brokerToken: token, brokerUsername: username, brokerPassword: password } = options;
  return withoutUndefined({ url: url.href.replace(/\/+$/, ""), token, username, password });
}

/** Does it, and writes its result as JSON where that is asked for, or the reason of an UnavailableError, which is left to the guard. */
export async function answering(
  output: ReturnType<typeof outputOf>,
  work: () => Promise<{ readonly exitCode: number }>,
): Promise<number> {
  try {
    const result = await work();
    output.result(result);
    return result.exitCode;
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
