import { buildApplication, buildRouteMap, help, text_en, version } from "@stricli/core";
import { certificateRoutes } from "./certificate-command.ts";
import { SUITE_VERSION } from "./command-name.ts";
import { consumerCommand } from "./consumer-command.ts";
import { diffCommand } from "./diff-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { explainArguments, explainUnknownCommand } from "./explain-arguments.ts";
import { initCommand } from "./init-command.ts";
import { mockCommand } from "./mock-command.ts";
import { pactRoutes } from "./pact-commands.ts";
import { providerCommand } from "./provider-command.ts";
import { replayCommand } from "./replay-command.ts";
import { reportRoutes } from "./report-command.ts";
import { rulesRoutes } from "./rules-command.ts";

const formatting = {
  useAliasInUsageLine: false,
  onlyRequiredInUsageLine: true,
  caseStyle: "convert-camel-to-kebab",
  disableAnsiColor: process.env.NO_COLOR !== undefined,
} as const;

/** The command line; `provider` is the default command. */
export const app = buildApplication(
  buildRouteMap({
    routes: {
      provider: providerCommand,
      consumer: consumerCommand,
      mock: mockCommand,
      pact: pactRoutes,
      rules: rulesRoutes,
      replay: replayCommand,
      certificate: certificateRoutes,
      diff: diffCommand,
      report: reportRoutes,
      init: initCommand,
      doctor: doctorCommand,
    },
    defaultCommand: "provider",
    docs: { brief: 'Contract testing and conformance suite for the OpenCX operation "Send a message"' },
  }),
  {
    name: "opencx-conformance",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: process.env.NO_COLOR !== undefined },
    localization: {
      text: {
        ...text_en,
        noCommandRegisteredForInput: ({ input, corrections }) =>
          explainUnknownCommand(input, corrections[0]?.replaceAll("`", "")),
        exceptionWhileParsingArguments: (error) => explainArguments(error, process.argv.slice(2)),
      },
    },
  },
  {
    help: help({ brief: text_en.briefs.help, defaultForRouteMap: true, formatting }),
    version: version({ brief: text_en.briefs.version, info: { currentVersion: SUITE_VERSION } }),
  },
);
