import { buildRouteMap } from "@stricli/core";
import { withoutUndefined } from "../json/without-undefined.ts";
import { canIDeploy } from "../pact/can-i-deploy.ts";
import { comparePacts } from "../pact/compare/compare-pacts.ts";
import { pactFromReport } from "../pact/pact-from-report.ts";
import { publishPacts } from "../pact/publish-pacts.ts";
import { command } from "./command.ts";
import { contractIn, runReportIn } from "./named-files.ts";
import { accessOf, answering, brokerAccessOf, outputOf, pactArgument } from "./pact-access.ts";
import { verifyCommand } from "./pact-verify-command.ts";

const compareCommand = command("pact compare", {
  brief: "compares any consumer's pacts with the OpenAPI document; nothing is sent",
  arguments: { any: pactArgument },
  async run(options, ...pacts: string[]) {
    const output = outputOf(options.json);
    const comparison = {
      ...options,
      pacts,
      access: accessOf(options),
      contract: await contractIn(options.spec),
    };
    return answering(output, async () => {
      const result = await comparePacts(comparison, output);
      output.result(result);
      return result.exitCode;
    });
  },
});

const publishCommand = command("pact publish", {
  brief: "publishes pacts to a Pact Broker",
  arguments: { any: pactArgument },
  async run(options, ...pacts: string[]) {
    const tags = options.tag?.flatMap((each) => each.split(","));
    const access = brokerAccessOf(options);
    const publication = { ...options, pacts, access, ...(tags === undefined ? {} : { tags }) };
    const result = await publishPacts(publication, outputOf());
    return result.exitCode;
  },
});

const canIDeployCommand = command("pact can-i-deploy", {
  brief: "asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 not known yet",
  async run(options) {
    const question = { ...options, access: brokerAccessOf(options), retryIntervalMs: options.retryInterval };
    const result = await canIDeploy(question, outputOf());
    return result.exitCode;
  },
});

const fromReportCommand = command("pact from-report", {
  brief: "writes the counterexamples of a report.json, or the boundary corpus, as a pact",
  arguments: [{ brief: "report.json of a run", placeholder: "REPORT", optional: true }],
  async run({ rule, ...options }, report?: string) {
    const wanted = withoutUndefined({
      ...options,
      report: report === undefined ? undefined : await runReportIn(report),
      rules: rule,
    });
    const result = await pactFromReport(wanted, outputOf());
    return result.exitCode;
  },
});

/** `pact verify`, `pact compare` and the rest. */
export const pactRoutes = buildRouteMap({
  routes: {
    verify: verifyCommand,
    compare: compareCommand,
    publish: publishCommand,
    canIDeploy: canIDeployCommand,
    fromReport: fromReportCommand,
  },
  docs: { brief: "verifies, compares and publishes Pact contracts" },
});
