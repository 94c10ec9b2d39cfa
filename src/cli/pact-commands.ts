import { buildCommand, buildRouteMap } from "@stricli/core";
import { canIDeploy } from "../pact/can-i-deploy.ts";
import { comparePacts } from "../pact/compare/compare-pacts.ts";
import { pactFromReport } from "../pact/pact-from-report.ts";
import { publishPacts } from "../pact/publish-pacts.ts";
import { loadContract } from "../send-message/contract/load-contract.ts";
import { guarded } from "./guard.ts";
import {
  accessOf,
  answering,
  type BrokerFlags,
  brokerAccessOf,
  brokerFlags,
  name,
  names,
  outputOf,
  pactArguments,
  requiredName,
  stateMapOf,
  text,
  texts,
  yes,
} from "./pact-flags.ts";
import { verifyCommand } from "./pact-verify-command.ts";
import { readText } from "./select-rules.ts";
import { settingsOf } from "./settings.ts";
import { parseDuration, parseWhole } from "./values.ts";

interface CompareFlags extends BrokerFlags {
  readonly spec?: string;
  readonly stateMap?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

const verbose = yes("show the stack of a defect of the suite itself");

const compareCommand = buildCommand<CompareFlags, string[]>({
  docs: { brief: "compares any consumer's pacts with the OpenAPI document; nothing is sent" },
  parameters: {
    flags: {
      spec: text("compare with this OpenAPI document instead of the page's; it needs the send operation"),
      stateMap: text("file that says what the consumers' names of provider states mean"),
      strict: yes("warnings fail"),
      ...brokerFlags,
      json: yes("write the result as JSON"),
      verbose,
    },
    positional: pactArguments,
  },
  func: guarded(async (flags: CompareFlags, ...pacts: string[]) => {
    const settings = await settingsOf({}, process.env);
    const spec = flags.spec ?? settings.spec;
    const output = outputOf(flags.json);
    const contract =
      spec === undefined ? {} : { contract: await loadContract(readText(spec, "the document"), spec) };
    const access = await accessOf(flags, process.env);
    const stateMap = stateMapOf(flags.stateMap, settings);
    const strict = flags.strict ?? settings.strict;
    return answering(output, async () => {
      const result = await comparePacts({ pacts, access, stateMap, strict, ...contract }, output);
      output.result(result);
      return result.exitCode;
    });
  }),
});

interface PublishFlags extends BrokerFlags {
  readonly consumerVersion: string;
  readonly branch?: string;
  readonly tag?: readonly string[];
  readonly buildUrl?: string;
  readonly verbose?: boolean;
}

const publishCommand = buildCommand<PublishFlags, string[]>({
  docs: { brief: "publishes pacts to a Pact Broker" },
  parameters: {
    flags: {
      ...brokerFlags,
      consumerVersion: requiredName("version of the consumer, such as its commit"),
      branch: name("branch of the consumer"),
      tag: names("a tag for the version (repeatable)"),
      buildUrl: name("URL of the build, shown by the broker"),
      verbose,
    },
    aliases: { b: "brokerUrl", a: "consumerVersion" },
    positional: pactArguments,
  },
  func: guarded(async (flags: PublishFlags, ...pacts: string[]) => {
    const { consumerVersion, branch, tag, buildUrl } = flags;
    const result = await publishPacts(
      {
        pacts,
        access: await brokerAccessOf(flags, process.env),
        consumerVersion,
        ...(branch === undefined ? {} : { branch }),
        ...(tag === undefined ? {} : { tags: tag.flatMap((each) => each.split(",")) }),
        ...(buildUrl === undefined ? {} : { buildUrl }),
      },
      outputOf(),
    );
    return result.exitCode;
  }),
});

interface DeployFlags extends BrokerFlags {
  readonly pacticipant: string;
  readonly version: string;
  readonly toEnvironment: string;
  readonly retryWhileUnknown?: number;
  readonly retryInterval?: number;
  readonly verbose?: boolean;
}

const canIDeployCommand = buildCommand<DeployFlags>({
  docs: { brief: "asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 not known yet" },
  parameters: {
    flags: {
      ...brokerFlags,
      pacticipant: requiredName("name of the application in the broker"),
      version: requiredName("version of it"),
      toEnvironment: requiredName("environment that it is to be deployed to"),
      retryWhileUnknown: {
        kind: "parsed",
        parse: parseWhole,
        brief: "ask again so many times while results are missing [0]",
        optional: true,
      },
      retryInterval: {
        kind: "parsed",
        parse: parseDuration,
        brief: "time between two such questions [10s]",
        optional: true,
      },
      verbose,
    },
    aliases: { b: "brokerUrl", a: "pacticipant", e: "version" },
  },
  func: guarded(async (flags: DeployFlags) => {
    const { pacticipant, version, toEnvironment, retryWhileUnknown, retryInterval } = flags;
    const result = await canIDeploy(
      {
        access: await brokerAccessOf(flags, process.env),
        pacticipant,
        version,
        toEnvironment,
        ...(retryWhileUnknown === undefined ? {} : { retryWhileUnknown }),
        ...(retryInterval === undefined ? {} : { retryIntervalMs: retryInterval }),
      },
      outputOf(),
    );
    return result.exitCode;
  }),
});

interface FromReportFlags {
  readonly out: string;
  readonly rule?: readonly string[];
  readonly corpus?: boolean;
  readonly consumer?: string;
  readonly verbose?: boolean;
}

const fromReportCommand = buildCommand<FromReportFlags, [report?: string]>({
  docs: { brief: "writes the counterexamples of a report.json, or the boundary corpus, as a pact" },
  parameters: {
    flags: {
      out: requiredName("the pact file to write"),
      rule: texts("write the counterexample of this rule only (repeatable)"),
      corpus: yes("write the boundary corpus"),
      consumer: text("name of the consumer in the pact [opencx-conformance]"),
      verbose,
    },
    aliases: { o: "out" },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "report.json of a run", parse: String, placeholder: "REPORT", optional: true }],
    },
  },
  func: guarded(async (flags: FromReportFlags, report?: string) => {
    const { out, rule, corpus, consumer } = flags;
    const result = await pactFromReport(
      {
        out,
        ...(report === undefined ? {} : { report }),
        ...(rule === undefined ? {} : { rules: rule }),
        ...(corpus === undefined ? {} : { corpus }),
        ...(consumer === undefined ? {} : { consumer }),
      },
      outputOf(),
    );
    return result.exitCode;
  }),
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
