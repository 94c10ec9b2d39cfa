import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Fault } from "../lab/faults/fault.ts";
import { faults, findFault } from "../lab/faults/registry.ts";
import { findVariant, variantsByArea } from "../lab/variants/registry.ts";
import { createVariant, type Variant } from "../lab/variants/variant.ts";
import { correctBehaviour } from "../send-message/reference-provider/correct-behaviour.ts";
import {
  createReferenceProvider,
  type ReferenceProvider,
  type ReferenceProviderOptions,
  tokensOf,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";
import { UsageError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import type { CommandOptions } from "./flags.ts";
import { interruption, refusePort } from "./guard.ts";
import { mode } from "./ignored.ts";

/** Serves the reference provider, as it is or with a defect or a choice of its own, until it is interrupted. */
export const mockCommand: Behaviour<"mock"> = {
  modes: [
    mode("mock", ["listFaults", "area"], async ({ area }) =>
      // The first rule names the cause.
      listNames(
        Map.groupBy(faults, ({ rules: [cause] }) => cause.split("/")[0]!),
        area,
      ),
    ),
    mode("mock", ["listVariants", "area"], async ({ area }) =>
      listNames(new Map(Object.entries(variantsByArea)), area),
    ),
  ],
  async run(flags) {
    const { token, readOnlyToken, port } = flags;
    const variant = flags.variant === undefined ? undefined : findVariant(flags.variant);
    const server = await listen(providerOf(flags, variant), withoutUndefined({ port })).catch(
      refusePort(port),
    );
    process.stdout.write(
      `${server.url}${variant?.basePath ?? ""} accepts the key ${token}${readOnlyToken === undefined ? "" : `, and ${readOnlyToken} for reading`}; Ctrl-C ends it\n`,
    );
    const signal = interruption();
    if (!signal.aborted) await once(signal, "abort");
    await server.close();
    return 0;
  },
};

/** Lists what there is, area by area, or of one of them. @throws UsageError for an area that is none */
function listNames(
  areas: ReadonlyMap<string, readonly Pick<Fault, "name" | "description">[]>,
  wanted: string | undefined,
): number {
  if (wanted !== undefined && !areas.has(wanted))
    throw new UsageError(`unknown area "${wanted}"`, `choose one of ${[...areas.keys()].join(", ")}`);
  const shown = [...areas].filter(([area]) => wanted === undefined || area === wanted);
  const width = Math.max(...shown.flatMap(([, named]) => named.map(({ name }) => name.length)));
  const sections = shown.map(([area, named]) =>
    [area, ...named.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`)].join("\n"),
  );
  process.stdout.write(`${sections.join("\n\n")}\n`);
  return 0;
}

function providerOf(flags: CommandOptions<"mock">, variant: Variant | undefined): ReferenceProvider {
  const behaviour = flags.fault === undefined ? correctBehaviour : findFault(flags.fault).behave();
  const { latency, token, readOnlyToken: readOnly, ticketingUrl } = flags;
  const options: ReferenceProviderOptions = {
    tokens: readOnly === undefined ? [{ token }] : tokensOf({ valid: token, readOnly }),
    behaviour: {
      ...behaviour,
      async receive(call) {
        if (latency > 0) await pause(latency);
        await behaviour.receive(call);
      },
    },
    ...withoutUndefined({ ticketingUrl }),
  };
  return variant === undefined ? createReferenceProvider(options) : createVariant(variant, options);
}
