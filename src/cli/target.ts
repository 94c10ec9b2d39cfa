import { randomBytes } from "node:crypto";
import { type Keys, redactorFor } from "../http/credentials.ts";
import { httpTransport, isLoopback } from "../http/http-transport.ts";
import { type KeySource, RenewableKeys, renewing } from "../http/renewable-key.ts";
import { listenForTickets, type TicketingSink } from "../http/ticketing-sink.ts";
import { DEFAULT_LIMITS } from "../http/transport.ts";
import type { Target } from "../running/execution-context.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";
import { UsageError } from "../usage-error.ts";
import type { TargetOptions } from "./flags.ts";
import { readAuthority, readClientCertificate } from "./read-pem.ts";
import { checkKey, tokenCommand } from "./token-command.ts";

/** A provider that is ready to be judged, and how to let go of it. */
export interface Opened {
  readonly target: Target;
  readonly url: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Connects to the provider that the options name, or starts the embedded one on a socket of its own. @throws UsageError */
export async function openTarget(options: TargetOptions, environment: NodeJS.ProcessEnv): Promise<Opened> {
  return options.url === undefined ? openEmbedded(options) : openLive(options, options.url, environment);
}

async function openEmbedded(options: TargetOptions): Promise<Opened> {
  const keys = {
    valid: typeof options.token === "string" ? options.token : `embedded-${randomBytes(12).toString("hex")}`,
    readOnly: `read-only-${randomBytes(12).toString("hex")}`,
  };
  const sink = await listenForTickets(redactorFor(keys));
  const provider = createReferenceProvider({
    tokens: tokensOf(keys),
    ticketingUrl: sink.url,
  });
  const server = await listen(provider);
  const transport = httpTransport(
    { baseUrl: new URL(server.url), headers: options.header ?? [] },
    limitsOf(options),
  );
  return {
    target: { transport, keys, ticketing: sink },
    url: server.url,
    embedded: true,
    close: async () => {
      await transport.close();
      await server.close();
      await sink.close();
    },
  };
}

async function openLive(options: TargetOptions, url: URL, environment: NodeJS.ProcessEnv): Promise<Opened> {
  if (options.insecure)
    process.stderr.write(
      `WARNING: --insecure takes any certificate of ${url.host}; whoever stands between can read the key\n`,
    );
  const keys = await keysOf(options, url);
  const proxy = proxyFor(url, environment);
  const plain = httpTransport(
    {
      baseUrl: url,
      headers: options.header ?? [],
      ...(options.ca === undefined ? {} : { ca: readAuthority(options.ca) }),
      ...(options.cert === undefined ? {} : { cert: readClientCertificate(options.cert) }),
      insecure: options.insecure,
      ...(proxy === undefined ? {} : { proxy }),
    },
    limitsOf(options),
  );
  const transport = renewing(plain, keys);
  const sink = options.ticketingSink === undefined ? undefined : await openSink(options.ticketingSink, keys);
  return {
    target: {
      transport,
      keys,
      ...(options.session === undefined ? {} : { session: options.session }),
      ...(sink === undefined ? {} : { ticketing: sink }),
    },
    url: url.href,
    embedded: false,
    close: async () => {
      await transport.close();
      await sink?.close();
    },
  };
}

/** The keys of the options; the first of a source is asked for now. @throws UsageError */
async function keysOf(options: TargetOptions, url: URL): Promise<Keys> {
  const { token, tokenCommand: command, readOnlyToken, header = [] } = options;
  const others = {
    headers: header.map(([, value]) => value),
    ...(readOnlyToken === undefined ? {} : { readOnly: readOnlyToken }),
  };
  const source = command === undefined ? sourceOf(token) : tokenCommand(command);
  if (source !== undefined) return new RenewableKeys(await source(), source, others);
  if (typeof token === "string") return { valid: checkKey(token, "the key"), ...others };
  throw new UsageError("no-key", `a key is needed for ${url.href}`, "give it with --token or OPENCX_API_KEY");
}

/** The function of a configuration file that gives the key, if there is one. */
function sourceOf(token: TargetOptions["token"]): KeySource | undefined {
  if (typeof token !== "function") return undefined;
  return async () => checkKey(await token(), "the key that the function `token` of the configuration gave");
}

async function openSink(address: string, keys: Keys): Promise<TicketingSink> {
  const match = /^(?<host>[^:]+|\[[^\]]+\]):(?<port>\d{1,5})$/.exec(address);
  const hint = "write it like 127.0.0.1:9000, an address of this machine that the provider can reach";
  if (match?.groups === undefined) throw new UsageError("bad-address", `"${address}" is not HOST:PORT`, hint);
  const host = match.groups.host!.replace(/^\[|\]$/g, "");
  try {
    return await listenForTickets(redactorFor(keys), { host, port: Number(match.groups.port) });
  } catch (error) {
    throw new UsageError(
      "sink-unavailable",
      `the ticketing sink cannot listen on ${address}: ${(error as Error).message}`,
      hint,
    );
  }
}

function limitsOf(options: TargetOptions) {
  return { ...DEFAULT_LIMITS, requestTimeoutMs: options.requestTimeout };
}

/** The proxy that the environment names for a URL: never for loopback, nor for what NO_PROXY lists. */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv): string | undefined {
  if (isLoopback(url.hostname)) return undefined;
  const excluded = (environment.NO_PROXY ?? environment.no_proxy ?? "")
    .split(",")
    .map((entry) => entry.trim().replace(/^\./, ""));
  if (
    excluded.some(
      (entry) =>
        entry === "*" || (entry !== "" && (url.hostname === entry || url.hostname.endsWith(`.${entry}`))),
    )
  )
    return undefined;
  const proxy =
    url.protocol === "https:"
      ? (environment.HTTPS_PROXY ?? environment.https_proxy)
      : (environment.HTTP_PROXY ?? environment.http_proxy);
  return proxy === "" ? undefined : proxy;
}
