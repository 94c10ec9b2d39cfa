import { exec } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { fileProblem } from "../file-problem.ts";
import { redactorFor, SECRET_HEADERS } from "../http/credentials.ts";
import { httpTransport } from "../http/http-transport.ts";
import { isLoopback } from "../http/loopback.ts";
import { type KeySource, withRenewal } from "../http/renewable-key.ts";
import { listenForTickets } from "../http/ticketing-sink.ts";
import { DEFAULT_LIMITS, type Transport } from "../http/transport.ts";
import { withoutUndefined } from "../json/without-undefined.ts";
import type { Target } from "../running/execution-context.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../send-message/reference-provider/listen.ts";
import { UsageError } from "../usage-error.ts";
import type { TargetOptions } from "./flags.ts";
import { readAuthority, readClientCertificate } from "./named-files.ts";
import { parseKey } from "./value-kinds.ts";

/** How long a token command may take to write a key, in milliseconds. */
const TOKEN_MS = 30_000;

/** A provider that is ready to be judged: where a run sends, and how to let go of it. */
export interface Opened {
  readonly target: Target;
  readonly url: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** What a run shows a provider and learns from it besides requests and answers. */
interface Surroundings {
  /** The key, or what gives one, asked again when the last has expired. */
  readonly key: string | KeySource;
  readonly readOnly?: string;
  /** Further headers of every request. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly session?: string;
  /** Where the suite listens as the external ticketing system. */
  readonly sink?: { readonly host?: string; readonly port: number };
}

/** Sends over this transport with these keys; the first of a source is asked for now. @throws UsageError where the sink cannot listen */
export async function connect(
  plain: Transport,
  { key, readOnly, headers = [], session, sink }: Surroundings,
): Promise<Pick<Opened, "target" | "close">> {
  // What says who asks, or for whom, is no secret, and may be a part of ids and of data.
  const secrets = headers.flatMap(([name, value]) => (SECRET_HEADERS.test(name) ? [value] : []));
  const others = withoutUndefined({ readOnly, headers: secrets });
  const { transport, keys } =
    typeof key === "string"
      ? { transport: plain, keys: { valid: key, ...others } }
      : await withRenewal(plain, key, others);
  const listening = sink && listenForTickets(redactorFor(keys), sink);
  const ticketing = await listening?.catch((error: Error) => {
    throw new UsageError(
      `the ticketing sink cannot listen: ${fileProblem(error)}`,
      "give an address of this machine that the provider can reach, like 127.0.0.1:9000",
    );
  });
  return {
    target: withoutUndefined({ transport, keys, session, ticketing }),
    async close() {
      await transport.close();
      await ticketing?.close();
    },
  };
}

/** Connects to the provider that the options name, or starts the embedded one on a socket of its own. @throws UsageError */
export async function openTarget(options: TargetOptions): Promise<Opened> {
  return options.url === undefined ? openEmbedded(options) : openLive(options, options.url);
}

async function openEmbedded(options: TargetOptions): Promise<Opened> {
  const keys = {
    valid: typeof options.token === "string" ? options.token : `embedded-${randomBytes(12).toString("hex")}`,
    readOnly: `read-only-${randomBytes(12).toString("hex")}`,
  };
  const sink = await listenForTickets(redactorFor(keys));
  const server = await listen(createReferenceProvider({ tokens: tokensOf(keys), ticketingUrl: sink.url }));
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

async function openLive(options: TargetOptions, url: URL): Promise<Opened> {
  const { insecure, ca, cert, header = [], readOnlyToken: readOnly, session, ticketingSink: sink } = options;
  if (insecure && url.protocol === "https:")
    process.stderr.write(
      `WARNING: --insecure takes any certificate of ${url.host}; whoever stands between can read the key\n`,
    );
  const key = keyOf(options, url);
  if (readOnly !== undefined && readOnly === key)
    throw new UsageError(
      "--read-only-token is the same key as --token",
      "give a key that lacks the scope for sending, or leave --read-only-token out",
    );
  const transport = httpTransport(
    withoutUndefined({
      baseUrl: url,
      headers: header,
      ca: ca && readAuthority(ca),
      cert: cert && readClientCertificate(cert),
      insecure,
      proxy: proxyFor(url),
    }),
    limitsOf(options),
  );
  const connection = await connect(
    transport,
    withoutUndefined({ key, readOnly, headers: header, session, sink }),
  );
  return { ...connection, url: url.href, embedded: false };
}

/** The key of the options, or what gives it. @throws UsageError if neither is given */
function keyOf({ token, tokenCommand: command }: TargetOptions, url: URL): string | KeySource {
  if (command !== undefined) return tokenCommand(command);
  if (typeof token === "function")
    return async () => parseKey(await token(), "the key that the function `token` of the configuration gave");
  if (token !== undefined) return token;
  throw new UsageError(`a key is needed for ${url.href}`, "give it with --token or OPENCX_API_KEY");
}

/** The key that a command writes. What it writes is neither shown nor kept. @throws UsageError where it gives none */
function tokenCommand(command: string): KeySource {
  return async () => {
    const written = await promisify(exec)(command, { timeout: TOKEN_MS }).catch(
      (error: { readonly code?: number | string; readonly killed?: boolean }) => {
        throw new UsageError(
          `the token command ${error.killed ? `took longer than ${TOKEN_MS / 1000} s` : `ended with exit code ${error.code}`}`,
          "run it by hand: it must write the key to standard output, and nothing else",
        );
      },
    );
    return parseKey(written.stdout.trim(), "the key that the token command wrote");
  };
}

function limitsOf(options: TargetOptions) {
  return { ...DEFAULT_LIMITS, requestTimeoutMs: options.requestTimeout };
}

/** The proxy that the environment names for a URL: never for loopback, nor for what NO_PROXY lists. @throws UsageError for one that is not a URL */
export function proxyFor({ hostname, protocol }: URL): string | undefined {
  const { env } = process;
  const excluded = (env.NO_PROXY ?? env.no_proxy ?? "")
    .split(",")
    .map((each) => each.trim().replace(/^\./, ""));
  const isExcluded = excluded.some(
    (each) => each === "*" || (each !== "" && (hostname === each || hostname.endsWith(`.${each}`))),
  );
  if (isLoopback(hostname) || isExcluded) return undefined;
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const given = env[name] ?? env[name.toLowerCase()];
  if (!given) return undefined;
  // As curl takes it, too: a host and a port.
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`);
  if (proxy !== null && /^https?:$/.test(proxy.protocol)) return proxy.href;
  throw new UsageError(
    `${name} is not the URL of an HTTP proxy`,
    "write it like http://127.0.0.1:3128, or name the host of the provider in NO_PROXY",
  );
}
