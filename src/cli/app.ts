import { buildApplication, help, text_en, version } from "@stricli/core";
import { SUITE_VERSION } from "./command-name.ts";
import { explainArguments, explainUnknownCommand } from "./explain-arguments.ts";
import { routes } from "./routes.ts";

const formatting = {
  useAliasInUsageLine: false,
  onlyRequiredInUsageLine: true,
  caseStyle: "convert-camel-to-kebab",
  disableAnsiColor: process.env.NO_COLOR !== undefined,
} as const;

/** The command line. */
export const app = buildApplication(
  routes,
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
