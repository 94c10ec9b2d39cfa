import { X509Certificate } from "node:crypto";
import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { getCACertificates } from "node:tls";
import { javaKeyStore, KEY_STORE_PASSWORD } from "./java-key-store.ts";

/** Variables that name a file of trusted authorities, each read by some runtime, library or tool. */
const BUNDLE_VARIABLES = [
  // OpenSSL, and with it Python, Ruby, Go and .NET on Linux, Rust with native roots
  "SSL_CERT_FILE",
  "NODE_EXTRA_CA_CERTS",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "HTTPLIB2_CA_CERTS",
  "AWS_CA_BUNDLE",
  "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
  "NIX_SSL_CERT_FILE",
  "GIT_SSL_CAINFO",
  "CARGO_HTTP_CAINFO",
  "PIP_CERT",
  "DENO_CERT",
  // Perl: LWP, what stands on Net::SSLeay, and Mojolicious
  "PERL_LWP_SSL_CA_FILE",
  "HTTPS_CA_FILE",
  "MOJO_CA_FILE",
];

const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

// No brackets around ::1, and no more entries than needed: readers of this variable differ, and httpx dies of some.
const LOOPBACK = "localhost,.localhost,127.0.0.1,::1";

/** What runtimes ask of their makers by themselves is no doing of the program, and would be refused. */
const QUIET = { DENO_NO_UPDATE_CHECK: "1", NO_UPDATE_NOTIFIER: "1", DOTNET_CLI_TELEMETRY_OPTOUT: "1" };

/** Bundles of the user are read up to this size, in bytes. */
const MAX_BUNDLE_BYTES = 8_000_000;

/**
 * The environment of a program whose HTTP goes through a proxy on this port of the loopback, and which trusts one more
 * authority (`ca`, PEM). Files that it names are written into the folder.
 */
export async function interceptedEnvironment(
  base: NodeJS.ProcessEnv,
  { proxyPort, ca, folder }: { readonly proxyPort: string; readonly ca: string; readonly folder: string },
): Promise<NodeJS.ProcessEnv> {
  const written = async (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  const authorities = await authoritiesWith(ca, base);
  const bundle = await written("authorities.pem", `${authorities.join("\n")}\n`);
  const keyStore = await written("authorities.jks", javaKeyStore(authorities.flatMap(derOf)));
  // A copy: runtimes that keep compiled code beside a file would write into the package.
  const hooks = join(folder, "hooks");
  await cp(new URL("hooks", import.meta.url), hooks, { recursive: true });
  const phpIni = `curl.cainfo = "${bundle}"\nopenssl.cafile = "${bundle}"\n`;
  const phpFolder = dirname(await written("php/authorities.ini", phpIni));
  const proxy = `http://127.0.0.1:${proxyPort}`;
  return {
    ...base,
    ...QUIET,
    ...Object.fromEntries(PROXY_VARIABLES.map((name) => [name, proxy])),
    ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, bundle])),
    NO_PROXY: LOOPBACK,
    no_proxy: LOOPBACK,
    NODE_USE_ENV_PROXY: "1",
    NODE_OPTIONS: joined(base.NODE_OPTIONS, `--require ${JSON.stringify(join(hooks, "node-hook.cjs"))}`),
    PYTHONPATH: [hooks, base.PYTHONPATH].filter(Boolean).join(delimiter),
    RUBYOPT: joined(`-r${join(hooks, "ruby-hook.rb")}`, base.RUBYOPT),
    PERL5LIB: [hooks, base.PERL5LIB].filter(Boolean).join(delimiter),
    PERL5OPT: joined("-Mperl_hook", base.PERL5OPT),
    PERL_LWP_ENV_PROXY: "1",
    MOJO_PROXY: "1",
    // An empty part stands for the folder that PHP was built with.
    PHP_INI_SCAN_DIR: `${base.PHP_INI_SCAN_DIR ?? ""}${delimiter}${phpFolder}`,
    WGETRC: await written("wgetrc", `ca_certificate = ${bundle}\n`),
    JAVA_TOOL_OPTIONS: joined(
      base.JAVA_TOOL_OPTIONS,
      ...["http", "https"].flatMap((scheme) => [
        `-D${scheme}.proxyHost=127.0.0.1`,
        `-D${scheme}.proxyPort=${proxyPort}`,
      ]),
      "-Dhttp.nonProxyHosts=localhost|*.localhost|127.*|[::1]",
      `"-Djavax.net.ssl.trustStore=${keyStore}"`,
      "-Djavax.net.ssl.trustStoreType=JKS",
      `-Djavax.net.ssl.trustStorePassword=${KEY_STORE_PASSWORD}`,
    ),
  };
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

/** PEM of the throw-away authority, and of all that the program trusts anyway. */
async function authoritiesWith(ca: string, base: NodeJS.ProcessEnv): Promise<string[]> {
  const own = [base.SSL_CERT_FILE, base.NODE_EXTRA_CA_CERTS, base.REQUESTS_CA_BUNDLE];
  const known = await Promise.all(own.map((path) => (path ? readBundle(path) : [])));
  const all = [ca, ...known.flat(), ...getCACertificates("default"), ...getCACertificates("system")];
  return [...new Set(all.map((pem) => pem.trim()))];
}

async function readBundle(path: string): Promise<string[]> {
  try {
    if ((await stat(path)).size > MAX_BUNDLE_BYTES) return [];
    const text = await readFile(path, "utf8");
    return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    return [];
  }
}

/** The bytes of a certificate; none where a bundle of the user holds something else. */
function derOf(pem: string): Buffer[] {
  try {
    return [new X509Certificate(pem).raw];
  } catch {
    return [];
  }
}

/** The folder of the package that this file belongs to. */
const PACKAGE_ROOT = dirname(findPackageJSON(import.meta.url) ?? "");

/**
 * The search path of the caller: without the folders that npm and npx put in front of it to find this suite. They may
 * hold a Node of the suite's own, and a program is to run on the caller's.
 */
export function callersPath(path: string, suiteRoot = PACKAGE_ROOT): string {
  const own = join(suiteRoot, "node_modules", ".bin");
  return path
    .split(delimiter)
    .filter(
      (entry) => entry !== own && !/[/\\]_npx[/\\][^/\\]+[/\\]node_modules[/\\]\.bin[/\\]?$/.test(entry),
    )
    .join(delimiter);
}
