import { withoutUndefined } from "../json/without-undefined.ts";
import type { PactSelection } from "../pact/pacts-for-verification.ts";
import type { Publication } from "../pact/publish-results.ts";
import { verifyPacts } from "../pact/verify-pacts.ts";
import { command } from "./command.ts";
import { type CommandOptions, OF_OTHER_PROVIDERS } from "./flags.ts";
import { accessOf, answering, outputOf, pactArgument } from "./pact-access.ts";
import { openReadyTarget } from "./ready-target.ts";

type VerifyOptions = CommandOptions<"pact verify">;

/** Verifies pacts against the embedded provider or a live one. */
export const verifyCommand = command("pact verify", {
  brief: "verifies pacts against the embedded provider, or the one at --url",
  arguments: { any: pactArgument },
  ignored: [
    { options: OF_OTHER_PROVIDERS, needs: ["url"], wherever: true },
    { options: ["requestTimeout"], needs: ["url"] },
    { options: ["publish"], needs: ["providerVersion"], wherever: true },
    { options: ["providerVersion", "buildUrl"], needs: ["publish"] },
    { options: ["providerBranch"], beside: ["arguments"], needs: ["publish"] },
  ],
  async run(options, ...pacts: string[]) {
    const access = accessOf(options);
    // Whoever names pacts means these; a broker then is where credentials and results go.
    const selects = pacts.length === 0 && access.broker !== undefined;
    const publication = publicationOf(options);
    const opened = options.url === undefined ? undefined : await openReadyTarget(options);
    const output = outputOf(options.json);
    const verification = withoutUndefined({
      pacts,
      access,
      settleMs: options.settle,
      patienceMs: options.patience,
      requestLimit: options.requestLimit,
      stateMap: options.stateMap,
      selection: selects ? selectionOf(options) : undefined,
      publication,
      provider: opened?.target,
    });
    try {
      return await answering(output, () => verifyPacts(verification, output));
    } finally {
      await opened?.close();
    }
  },
});

function selectionOf(flags: VerifyOptions): PactSelection {
  const { providerName, consumerVersionSelector, enablePending, providerBranch } = flags;
  return withoutUndefined({
    providerName,
    selectors: consumerVersionSelector,
    pending: enablePending,
    includeWipSince: flags.includeWipPactsSince,
    providerBranch,
  });
}

function publicationOf(flags: VerifyOptions): Publication | undefined {
  const { publish, providerVersion, providerBranch, buildUrl } = flags;
  if (!publish || providerVersion === undefined) return undefined;
  return withoutUndefined({ providerVersion, providerBranch, buildUrl });
}
