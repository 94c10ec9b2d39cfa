import { buildApplication, buildRouteMap, help, run, type StricliProcess, text_en } from "@stricli/core";
import { pactRoutes } from "../../src/cli/pact-commands.ts";

// The commands on their own, as the whole command line has them: without `-H` for all help, which names headers.
const routes = buildRouteMap({ routes: { pact: pactRoutes }, docs: { brief: "for tests" } });
const scanner = { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true } as const;
const formatting = {
  useAliasInUsageLine: false,
  onlyRequiredInUsageLine: true,
  caseStyle: "convert-camel-to-kebab",
  disableAnsiColor: true,
} as const;
const app = buildApplication(
  routes,
  { name: "for-tests", scanner },
  { help: help({ brief: text_en.briefs.help, alias: "h", includeHidden: false, formatting }) },
);
await run(app, process.argv.slice(2), { process: process as StricliProcess });
