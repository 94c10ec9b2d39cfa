import { withoutUndefined } from "../json/without-undefined.ts";
import type { Broker, PactAccess } from "../pact/ask.ts";
import { canIDeploy } from "../pact/can-i-deploy.ts";
import { comparePacts } from "../pact/compare/compare-pacts.ts";
import type { Output } from "../pact/output.ts";
import { pactFromReport } from "../pact/pact-from-report.ts";
import { publishPacts } from "../pact/publish-pacts.ts";
import { verifyPacts } from "../pact/verify-pacts.ts";
import { UnavailableError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import { type BrokerOptions, OF_OTHER_PROVIDERS } from "./flags.ts";
import { contractIn, readAuthority, runReportIn } from "./named-files.ts";
import { prepareOutput } from "./output-file.ts";
import { openReadyTarget } from "./ready-target.ts";

export const verifyCommand: Behaviour<"pact verify"> = {
  ignored: [
    { options: OF_OTHER_PROVIDERS, needs: ["url"], wherever: true },
    { options: ["requestTimeout"], needs: ["url"] },
    // An authority may be that of a broker.
    { options: ["cert", "insecure"], needs: ["https"] },
    { options: ["publish"], needs: ["providerVersion"], wherever: true },
    { options: ["providerVersion", "buildUrl"], needs: ["publish"] },
    { options: ["providerBranch"], beside: ["arguments"], needs: ["publish"] },
    // A result of the embedded provider says nothing about the user's own.
    { options: ["publish"], needs: ["url"], wherever: true },
    // Which pacts are pending depends on the branch; where none may be, a failure of one in progress would count.
    { options: ["enablePending"], needs: ["providerBranch"], wherever: true },
    { options: ["includeWipPactsSince"], needs: ["enablePending"], wherever: true },
  ],
  async run(options, ...pacts: string[]) {
    const access = accessOf(options);
    // Whoever names pacts means these; a broker then is where credentials and results go.
    const selects = pacts.length === 0 && access.broker !== undefined;
    const { publish, providerVersion, providerBranch, buildUrl } = options;
    const publication = publish &&
      providerVersion !== undefined && { providerVersion, providerBranch, buildUrl };
    const opened = options.url === undefined ? undefined : await openReadyTarget(options);
    const output = outputOf(options.json);
    const verification = withoutUndefined({
      pacts,
      access,
      settleMs: options.settle,
      patienceMs: options.patience,
      requestLimit: options.requestLimit,
      stateMap: options.stateMap,
      selection: selects ? options : undefined,
      publication: publication ? withoutUndefined(publication) : undefined,
      provider: opened?.target,
    });
    try {
      return await answering(output, () => verifyPacts(verification, output));
    } finally {
      await opened?.close();
    }
  },
};

export const compareCommand: Behaviour<"pact compare"> = {
  async run(options, ...pacts: string[]) {
    const output = outputOf(options.json);
    const contract = await contractIn(options.spec);
    const comparison = { ...options, pacts, access: accessOf(options), contract };
    return answering(output, () => comparePacts(comparison, output));
  },
};

export const publishCommand: Behaviour<"pact publish"> = {
  async run(options, ...pacts: string[]) {
    const tags = options.tag?.flatMap((each) => each.split(","));
    const access = { ...accessOf(options), broker: brokerOf(options.brokerUrl, options) };
    const publication = withoutUndefined({ ...options, pacts, access, tags });
    return (await publishPacts(publication, outputOf())).exitCode;
  },
};

export const canIDeployCommand: Behaviour<"pact can-i-deploy"> = {
  async run(options) {
    const access = { ...accessOf(options), broker: brokerOf(options.brokerUrl, options) };
    const question = { ...options, access, retryIntervalMs: options.retryInterval };
    return (await canIDeploy(question, outputOf())).exitCode;
  },
};

export const fromReportCommand: Behaviour<"pact from-report"> = {
  async run({ rule: rules, ...options }, file?: string) {
    const report = file === undefined ? undefined : await runReportIn(file);
    prepareOutput(options.out, "the pact");
    const result = await pactFromReport(withoutUndefined({ ...options, report, rules }), outputOf());
    return result.exitCode;
  },
};

/** The way to pacts, and to the broker if one is named. @throws UsageError for what is not an authority */
function accessOf(options: BrokerOptions): PactAccess {
  const { brokerTimeout: timeoutMs, ca, brokerUrl } = options;
  const broker = brokerUrl && brokerOf(brokerUrl, options);
  return withoutUndefined({ broker, timeoutMs, ca: ca && readAuthority(ca) });
}

/** The broker, and how to show oneself to it. */
function brokerOf(url: URL, options: BrokerOptions): Broker {
  const { brokerToken: token, brokerUsername: username, brokerPassword: password } = options;
  return withoutUndefined({ url: url.href.replace(/\/+$/, ""), token, username, password });
}

/** Does it, and writes its result as JSON where that is asked for, or the reason of an UnavailableError, which is left to the guard. */
async function answering(
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
function outputOf(json = false): Output & { result(value: object): void } {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    write: json ? () => {} : print,
    result: (value) => {
      if (json) print(JSON.stringify(value, null, 2));
    },
  };
}
