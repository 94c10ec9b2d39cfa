import { buildRouteMap } from "@stricli/core";
import { withoutUndefined } from "../json/without-undefined.ts";
import { canIDeploy } from "../pact/can-i-deploy.ts";
import { comparePacts } from "../pact/compare/compare-pacts.ts";
import { pactFromReport } from "../pact/pact-from-report.ts";
import { publishPacts } from "../pact/publish-pacts.ts";
import { command } from "./command.ts";
import { contractIn, runReportIn } from "./named-files.ts";
import { accessOf, answering, brokerOf, outputOf, pactArgument } from "./pact-access.ts";
import { verifyCommand } from "./pact-verify-command.ts";

const compareCommand = command("pact compare", {
  brief: "compares any consumer's pacts with the OpenAPI document; nothing is sent",
  arguments: { any: pactArgument },
  async run(options, ...pacts: string[]) {
    const output = outputOf(options.json);
    const contract = await contractIn(options.spec);
    const comparison = { ...options, pacts, access: accessOf(options), contract };
    return answering(output, () => comparePacts(comparison, output));
  },
});

const publishCommand = command("pact publish", {
  brief: "publishes pacts to a Pact Broker",
  arguments: { any: pactArgument },
  async run(options, ...pacts: string[]) {
    const tags = options.tag?.flatMap((each) => each.split(","));
    const access = { ...accessOf(options), broker: brokerOf(options.brokerUrl, options) };
    const publication = withoutUndefined({ ...options, pacts, access, tags });
    return (await publishPacts(publication, outputOf())).exitCode;
  },
});

const canIDeployCommand = command("pact can-i-deploy", {
  brief: "asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 not known yet",
  async run(options) {
    const access = { ...accessOf(options), broker: brokerOf(options.brokerUrl, options) };
    const question = { ...options, access, retryIntervalMs: options.retryInterval };
    return (await canIDeploy(question, outputOf())).exitCode;
  },
});

const fromReportCommand = command("pact from-report", {
  brief: "writes the counterexamples of a report.json, or the boundary corpus, as a pact",
  arguments: [{ brief: "report.json of a run", placeholder: "REPORT", optional: true }],
  async run({ rule: rules, ...options }, file?: string) {
    const report = file === undefined ? undefined : await runReportIn(file);
    const result = await pactFromReport(withoutUndefined({ ...options, report, rules }), outputOf());
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
