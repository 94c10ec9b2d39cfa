import { run, type StricliProcess } from "@stricli/core";
import { app } from "./app.ts";
import { outliveLostOutput } from "./guard.ts";

// Dependencies that would report their use do not: nothing here phones home.
process.env.PACT_DO_NOT_TRACK = "true";
process.env.SCARF_ANALYTICS = "false";

outliveLostOutput();
await run(app, process.argv.slice(2), { process: process as StricliProcess });
// The argument parser's own codes are negative: all of them mean that the command was not understood.
if (typeof process.exitCode === "number" && process.exitCode < 0) process.exitCode = 2;
