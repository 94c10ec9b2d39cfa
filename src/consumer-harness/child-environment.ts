import { delimiter } from "node:path";
import { KEY_STORE_PASSWORD, type TrustFiles } from "./trust-files.ts";

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

/** The environment of a program whose HTTP goes through a proxy on this port of the loopback. */
export function interceptedEnvironment(
  base: NodeJS.ProcessEnv,
  proxyPort: string,
  files: TrustFiles,
): NodeJS.ProcessEnv {
  const proxy = `http://127.0.0.1:${proxyPort}`;
  return {
    ...base,
    ...Object.fromEntries(PROXY_VARIABLES.map((name) => [name, proxy])),
    ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, files.bundle])),
    NO_PROXY: LOOPBACK,
    no_proxy: LOOPBACK,
    NODE_USE_ENV_PROXY: "1",
    NODE_OPTIONS: joined(base.NODE_OPTIONS, `--require ${JSON.stringify(files.nodeHook)}`),
    PYTHONPATH: [files.pythonFolder, base.PYTHONPATH].filter(Boolean).join(delimiter),
    RUBYOPT: joined(`-r${files.rubyHook}`, base.RUBYOPT),
    PERL_LWP_ENV_PROXY: "1",
    MOJO_PROXY: "1",
    // An empty part stands for the folder that PHP was built with.
    PHP_INI_SCAN_DIR: `${base.PHP_INI_SCAN_DIR ?? ""}${delimiter}${files.phpFolder}`,
    WGETRC: files.wgetrc,
    JAVA_TOOL_OPTIONS: joined(
      base.JAVA_TOOL_OPTIONS,
      ...["http", "https"].flatMap((scheme) => [
        `-D${scheme}.proxyHost=127.0.0.1`,
        `-D${scheme}.proxyPort=${proxyPort}`,
      ]),
      "-Dhttp.nonProxyHosts=localhost|*.localhost|127.*|[::1]",
      `"-Djavax.net.ssl.trustStore=${files.keyStore}"`,
      "-Djavax.net.ssl.trustStoreType=JKS",
      `-Djavax.net.ssl.trustStorePassword=${KEY_STORE_PASSWORD}`,
    ),
  };
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join(" ");
}
