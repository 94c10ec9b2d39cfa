import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { buildCommand } from "@stricli/core";
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
import { guarded, interruption } from "./guard.ts";
import { parseDuration, parsePort } from "./values.ts";

interface MockFlags {
  readonly port?: number;
  readonly token?: string;
  readonly ticketingUrl?: string;
  readonly fault?: string;
  readonly variant?: string;
  readonly latency?: number;
  readonly listFaults?: boolean;
  readonly listVariants?: boolean;
}

/** Serves the reference provider, as it is or with a defect or a choice of its own, until it is interrupted. */
export const mockCommand = buildCommand<MockFlags>({
  docs: { brief: "serves the reference provider on 127.0.0.1, correct or with a planted fault" },
  parameters: {
    flags: {
      port: { kind: "parsed", parse: parsePort, brief: "port to listen on [any free one]", optional: true },
      token: { kind: "parsed", parse: String, brief: "the key that it accepts [test-key]", optional: true },
      ticketingUrl: {
        kind: "parsed",
        parse: String,
        brief: "URL that messages are told to, as to an external ticketing system [none]",
        optional: true,
      },
      fault: { kind: "parsed", parse: String, brief: "a planted defect, by name [none]", optional: true },
      variant: { kind: "parsed", parse: String, brief: "a legal variant, by name [none]", optional: true },
      latency: {
        kind: "parsed",
        parse: parseDuration,
        brief: "wait before each answer [0ms]",
        optional: true,
      },
      listFaults: { kind: "boolean", brief: "list the faults and end", optional: true, withNegated: false },
      listVariants: {
        kind: "boolean",
        brief: "list the variants and end",
        optional: true,
        withNegated: false,
      },
    },
  },
  func: guarded(async (flags: MockFlags) => {
    if (flags.listFaults || flags.listVariants) return listNames(flags.listFaults ? faults : variants);
    const token = flags.token ?? "test-key";
    const server = await listen(
      providerOf(flags, token),
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
  }),
});

function listNames(named: readonly { readonly name: string; readonly says: string }[]): number {
  const width = Math.max(...named.map(({ name }) => name.length));
  for (const { name, says } of named) process.stdout.write(`${name.padEnd(width)}  ${says}\n`);
  return 0;
}

function providerOf(flags: MockFlags, token: string): ReferenceProvider {
  if (flags.fault !== undefined && flags.variant !== undefined) {
    throw new UsageError(
      "fault-and-variant",
      "a fault and a variant cannot be served together",
      "give one of --fault and --variant",
    );
  }
  const behaviour = flags.fault === undefined ? correctBehaviour : findFault(flags.fault).behave();
  const { latency = 0 } = flags;
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
