import { buildCommand } from "@stricli/core";
import { isObject, type JsonObject } from "../json/json.ts";
import type { PactSelection } from "../pact/pacts-for-verification.ts";
import type { Publication } from "../pact/publish-results.ts";
import { verifyPacts } from "../pact/verify-pacts.ts";
import { UsageError } from "../usage-error.ts";
import { guarded } from "./guard.ts";
import {
  accessOf,
  answering,
  type BrokerFlags,
  brokerFlags,
  name,
  outputOf,
  pactArguments,
  stateMapOf,
  text,
  yes,
} from "./pact-flags.ts";
import { providerFlags } from "./provider-flags.ts";
import { openReadyTarget } from "./ready-target.ts";
import { type ProviderFlags, settingsOf } from "./settings.ts";
import { parseDuration } from "./values.ts";

type TargetFlags = Pick<
  ProviderFlags,
  "url" | "token" | "readOnlyToken" | "header" | "ca" | "cert" | "requestTimeout" | "settle" | "verbose"
>;

interface VerifyFlags extends TargetFlags, BrokerFlags {
  readonly stateMap?: string;
  readonly patience?: number;
  readonly requestLimit?: boolean;
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

const { url, token, readOnlyToken, header, cert, requestTimeout, settle, start, verbose, wait } =
  providerFlags;
const targetOptions = {
  url,
  token,
  readOnlyToken,
  header,
  cert,
  requestTimeout,
  settle,
  start,
  verbose,
  wait,
};

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
      requestLimit: yes("the provider limits requests: verify what needs its limit used up"),
      stateMap: text(
        "file that says what the consumers' names of provider states mean [stateMap of the configuration]",
      ),
      ...brokerFlags,
      providerName: name("name of the provider in the broker [opencx]"),
      consumerVersionSelector: {
        kind: "parsed",
        parse: parseSelector,
        brief: "which pacts of the broker, as JSON (repeatable) [main branches, deployed and released]",
        optional: true,
        variadic: true,
      },
      enablePending: yes("pacts that were never verified fail without counting"),
      includeWipPactsSince: name(
        "verify pacts in progress since this day as pending, YYYY-MM-DD; needs --enable-pending",
      ),
      publish: yes("publish the results to the broker; inconclusive ones never are"),
      providerVersion: name("version of the provider that is verified, such as its commit"),
      providerBranch: name("branch of the provider that is verified"),
      buildUrl: name("URL of the build, shown by the broker"),
      json: yes("write the result as JSON"),
    },
    aliases: { u: "url", H: "header", b: "brokerUrl" },
    positional: pactArguments,
  },
  func: guarded(async (flags: VerifyFlags, ...pacts: string[]) => {
    const { patience, stateMap, requestLimit } = flags;
    const settings = await settingsOf(targetFlags(flags), process.env);
    const access = await accessOf(flags, process.env);
    // Whoever names pacts means these; a broker then is where credentials and results go.
    const selects = pacts.length === 0 && access.broker !== undefined;
    if (!selects) assertNothingSelected(flags);
    const publication = publicationOf(flags);
    const options = {
      pacts,
      access,
      stateMap: stateMapOf(stateMap, settings),
      settleMs: settings.settle,
      ...(patience === undefined ? {} : { patienceMs: patience }),
      ...(requestLimit === undefined ? {} : { requestLimit }),
      ...(selects ? { selection: selectionOf(flags) } : {}),
      ...(publication === undefined ? {} : { publication }),
    };
    const opened = settings.url === undefined ? undefined : await openReadyTarget(settings, process.env);
    const output = outputOf(flags.json);
    try {
      return await answering(output, async () => {
        const result = await verifyPacts(
          { ...options, ...(opened ? { provider: opened.target } : {}) },
          output,
        );
        output.result(result);
        return result.exitCode;
      });
    } finally {
      await opened?.close();
    }
  }),
});

function targetFlags(flags: VerifyFlags): ProviderFlags {
  const names = [...Object.keys(targetOptions), "ca"] as (keyof TargetFlags)[];
  const given = names.map((name) => [name, flags[name]] as const);
  // A variable that a shell left empty gives nothing.
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function selectionOf(flags: VerifyFlags): PactSelection {
  const { consumerVersionSelector, enablePending, includeWipPactsSince, providerBranch } = flags;
  return {
    providerName: flags.providerName ?? "opencx",
    ...(consumerVersionSelector?.length ? { selectors: consumerVersionSelector } : {}),
    ...(enablePending ? { pending: true } : {}),
    ...(includeWipPactsSince === undefined ? {} : { includeWipSince: includeWipPactsSince }),
    ...(providerBranch === undefined ? {} : { providerBranch }),
  };
}

function assertNothingSelected(flags: VerifyFlags): void {
  const { providerName, consumerVersionSelector, enablePending, includeWipPactsSince } = flags;
  const given = [
    ...(providerName === undefined ? [] : ["--provider-name"]),
    ...(consumerVersionSelector?.length ? ["--consumer-version-selector"] : []),
    ...(enablePending ? ["--enable-pending"] : []),
    ...(includeWipPactsSince === undefined ? [] : ["--include-wip-pacts-since"]),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    "nothing-to-select",
    `${given.join(", ")}: only a broker can do that, among pacts that it selects`,
    "name no pact, and the broker with --broker-url; or leave the option out",
  );
}

function publicationOf(flags: VerifyFlags): Publication | undefined {
  const { publish, providerVersion, providerBranch, buildUrl } = flags;
  if (!publish) return undefined;
  if (providerVersion === undefined) {
    throw new UsageError(
      "no-provider-version",
      "a result is published as of a version",
      "give --provider-version",
    );
  }
  return {
    providerVersion,
    ...(providerBranch === undefined ? {} : { providerBranch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  };
}

function parseSelector(selector: string): JsonObject {
  try {
    const value: unknown = JSON.parse(selector);
    if (isObject(value)) return value;
  } catch {
    // Refused below, like any other text that is not an object.
  }
  throw new UsageError("bad-selector", `"${selector}" is no selector`, `write it like '{"mainBranch":true}'`);
}
