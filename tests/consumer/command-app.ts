import { buildApplication, buildRouteMap, run, type StricliProcess } from "@stricli/core";
import { consumerCommand } from "../../src/cli/consumer-command.ts";

// The command on its own, as the whole command line has it.
const routes = buildRouteMap({ routes: { consumer: consumerCommand }, docs: { brief: "for tests" } });
const scanner = { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true } as const;
await run(buildApplication(routes, { name: "for-tests", scanner }), process.argv.slice(2), {
  process: process as StricliProcess,
});
