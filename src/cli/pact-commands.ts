import { buildRouteMap } from "@stricli/core";
import { canIDeploy } from "../pact/can-i-deploy.ts";
import { comparePacts } from "../pact/compare/compare-pacts.ts";
import { pactFromReport } from "../pact/pact-from-report.ts";
import { publishPacts } from "../pact/publish-pacts.ts";
import { loadContract } from "../send-message/contract/load-contract.ts";
import { command } from "./command.ts";
import { accessOf, answering, brokerAccessOf, outputOf, pactArgument } from "./pact-access.ts";
import { verifyCommand } from "./pact-verify-command.ts";
import { readText } from "./read-text.ts";

const compareCommand = command("pact compare", {
  brief: "compares any consumer's pacts with the OpenAPI document; nothing is sent",
  arguments: { any: pactArgument },
  async run(options, ...pacts: string[]) {
    const { spec, strict, stateMap } = options;
    const output = outputOf(options.json);
    const access = accessOf(options);
    const comparison = {
      pacts,
      access,
      strict,
      ...(stateMap === undefined ? {} : { stateMap }),
      ...(spec === undefined ? {} : { contract: await loadContract(readText(spec, "the document"), spec) }),
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
    const { consumerVersion, branch, tag, buildUrl } = options;
    const result = await publishPacts(
      {
        pacts,
        access: brokerAccessOf(options),
        consumerVersion,
        ...(branch === undefined ? {} : { branch }),
        ...(tag === undefined ? {} : { tags: tag.flatMap((each) => each.split(",")) }),
        ...(buildUrl === undefined ? {} : { buildUrl }),
      },
      outputOf(),
    );
    return result.exitCode;
  },
});

const canIDeployCommand = command("pact can-i-deploy", {
  brief: "asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 not known yet",
  async run(options) {
    const { pacticipant, version, toEnvironment, retryWhileUnknown, retryInterval } = options;
    const access = brokerAccessOf(options);
    const question = { access, pacticipant, version, toEnvironment, retryWhileUnknown };
    const result = await canIDeploy({ ...question, retryIntervalMs: retryInterval }, outputOf());
    return result.exitCode;
  },
});

const fromReportCommand = command("pact from-report", {
  brief: "writes the counterexamples of a report.json, or the boundary corpus, as a pact",
  arguments: [{ brief: "report.json of a run", placeholder: "REPORT", optional: true }],
  async run({ out, rule, corpus, consumer }, report?: string) {
    const result = await pactFromReport(
      {
        out,
        corpus,
        consumer,
        ...(report === undefined ? {} : { report }),
        ...(rule === undefined ? {} : { rules: rule }),
      },
      outputOf(),
    );
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
