import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { faults, findFault } from "../lab/faults/registry.ts";
import { findVariant, variants } from "../lab/variants/registry.ts";
import { createVariant } from "../lab/variants/variant.ts";
import { correctBehaviour } from "../send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";
import { UsageError } from "../usage-error.ts";
import { command } from "./command.ts";
import type { CommandOptions } from "./flags.ts";
import { interruption } from "./guard.ts";

type MockOptions = CommandOptions<"mock">;

/** Serves the reference provider, as it is or with a defect or a choice of its own, until it is interrupted. */
export const mockCommand = command("mock", {
  brief: "serves the reference provider on 127.0.0.1, correct or with a planted fault",
  async run(flags) {
    if (flags.listFaults || flags.listVariants) return listNames(flags.listFaults ? faults : variants);
    const { token } = flags;
    const server = await listen(
      providerOf(flags),
      flags.port === undefined ? {} : { port: flags.port },
    ).catch((error: Error) => {
      throw new UsageError(
        "port-unavailable",
        `the port cannot be had: ${error.message}`,
        "choose another --port, or none",
      );
    });
    process.stdout.write(`${server.url} accepts the key ${token}; Ctrl-C ends it\n`);
    const signal = interruption();
    if (!signal.aborted) await once(signal, "abort");
    await server.close();
    return 0;
  },
});

function listNames(named: readonly { readonly name: string; readonly says: string }[]): number {
  const width = Math.max(...named.map(({ name }) => name.length));
  for (const { name, says } of named) process.stdout.write(`${name.padEnd(width)}  ${says}\n`);
  return 0;
}

function providerOf(flags: MockOptions): ReferenceProvider {
  if (flags.fault !== undefined && flags.variant !== undefined) {
    throw new UsageError(
      "fault-and-variant",
      "a fault and a variant cannot be served together",
      "give one of --fault and --variant",
    );
  }
  const behaviour = flags.fault === undefined ? correctBehaviour : findFault(flags.fault).behave();
  const { latency, token } = flags;
  const options: ReferenceProviderOptions = {
    tokens: [{ token }],
    behaviour: {
      ...behaviour,
      async receive(call) {
        if (latency > 0) await pause(latency);
        await behaviour.receive(call);
      },
    },
    ...(flags.ticketingUrl === undefined ? {} : { ticketingUrl: flags.ticketingUrl }),
  };
  return flags.variant === undefined
    ? createReferenceProvider(options)
    : createVariant(findVariant(flags.variant), options);
}
