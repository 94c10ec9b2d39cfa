import { buildCommand } from "@stricli/core";
import { UsageError } from "../contract/errors.ts";
import { isObject, type JsonObject } from "../contract/words.ts";
import type { BrokerSource } from "../pact/broker-source.ts";
import { verifyPacts } from "../pact/verify-pacts.ts";
import { guarded } from "./guard.ts";
import {
  type BrokerFlags,
  brokerFlags,
  brokerOf,
  credentialsOf,
  outputOf,
  pactArguments,
  stateMapOf,
  text,
  yes,
} from "./pact-flags.ts";
import { providerFlags } from "./provider-flags.ts";
import { type ProviderFlags, settingsOf } from "./settings.ts";
import { openTarget } from "./target.ts";
import { parseDuration } from "./values.ts";

type TargetFlags = Pick<
  ProviderFlags,
  "url" | "token" | "readOnlyToken" | "header" | "ca" | "cert" | "requestTimeout" | "settle" | "verbose"
>;

interface VerifyFlags extends TargetFlags, BrokerFlags {
  readonly stateMap?: string;
  readonly patience?: number;
  readonly providerName?: string;
  readonly consumerVersionSelector?: readonly JsonObject[];
  readonly enablePending?: boolean;
  readonly includeWipPactsSince?: string;
  readonly publish?: boolean;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly buildUrl?: string;
  readonly json?: boolean;
}

const { url, token, readOnlyToken, header, ca, cert, requestTimeout, settle, verbose } = providerFlags;
const targetOptions = { url, token, readOnlyToken, header, ca, cert, requestTimeout, settle, verbose };

/** Verifies pacts against the embedded provider or a live one. */
export const verifyCommand = buildCommand<VerifyFlags, string[]>({
  docs: { brief: "verifies pacts against the embedded provider, or the one at --url" },
  parameters: {
    flags: {
      ...targetOptions,
      patience: {
        kind: "parsed",
        parse: parseDuration,
        brief: "time to wait out 429 and 503 answers [1m]",
        optional: true,
      },
      stateMap: text(
        "file that says what the consumers' names of provider states mean [stateMap of the configuration]",
      ),
      ...brokerFlags,
      providerName: text("name of the provider in the broker [opencx]"),
      consumerVersionSelector: {
        kind: "parsed",
        parse: parseSelector,
        brief: "which pacts of the broker, as JSON (repeatable) [main branches, deployed and released]",
        optional: true,
        variadic: true,
      },
      enablePending: yes("pacts that were never verified fail without counting"),
      includeWipPactsSince: text("verify pacts in progress since this day as pending, YYYY-MM-DD"),
      publish: yes("tell the broker the result"),
      providerVersion: text("version of the provider that is verified, such as its commit"),
      providerBranch: text("branch of the provider that is verified"),
      buildUrl: text("URL of the build, shown by the broker"),
      json: yes("write the result as JSON"),
    },
    aliases: { u: "url", H: "header", b: "brokerUrl" },
    positional: pactArguments,
  },
  func: guarded(async (flags: VerifyFlags, ...pacts: string[]) => {
    const { patience, stateMap } = flags;
    const settings = await settingsOf(targetFlags(flags), process.env);
    // A broker of the environment is meant where nothing else is named.
    const broker = brokerOf(flags, pacts.length === 0 ? process.env : {});
    const options = {
      pacts,
      credentials: credentialsOf(flags, process.env),
      stateMap: stateMapOf(stateMap, settings),
      settleMs: settings.settle,
      ...(patience === undefined ? {} : { patienceMs: patience }),
      ...(broker === undefined
        ? {}
        : { broker: { ...broker, ...credentialsOf(flags, process.env), ...sourceOf(flags) } }),
    };
    const opened = settings.url === undefined ? undefined : await openTarget(settings, process.env);
    const output = outputOf(flags.json);
    try {
      const result = await verifyPacts(
        { ...options, ...(opened ? { provider: opened.target } : {}) },
        output,
      );
      output.result(result);
      return result.exitCode;
    } finally {
      await opened?.close();
    }
  }),
});

function targetFlags(flags: VerifyFlags): ProviderFlags {
  const names = Object.keys(targetOptions) as (keyof TargetFlags)[];
  return Object.fromEntries(names.map((name) => [name, flags[name]]));
}

function sourceOf(flags: VerifyFlags): Omit<BrokerSource, "url"> {
  const { consumerVersionSelector, enablePending, includeWipPactsSince, publish, buildUrl } = flags;
  return {
    providerName: flags.providerName ?? "opencx",
    ...(consumerVersionSelector?.length ? { selectors: consumerVersionSelector } : {}),
    ...(enablePending ? { pending: true } : {}),
    ...(includeWipPactsSince === undefined ? {} : { includeWipSince: includeWipPactsSince }),
    ...(publish ? { publish: true } : {}),
    ...(flags.providerVersion === undefined ? {} : { providerVersion: flags.providerVersion }),
    ...(flags.providerBranch === undefined ? {} : { providerBranch: flags.providerBranch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  };
}

function parseSelector(selector: string): JsonObject {
  try {
    const value: unknown = JSON.parse(selector);
    if (isObject(value)) return value;
  } catch {
    // Told below, as any other text that is no object.
  }
  throw new UsageError("bad-selector", `"${selector}" is no selector`, `write it like '{"mainBranch":true}'`);
}
