import { createHash, X509Certificate } from "node:crypto";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates } from "node:tls";
import { nodeHookSource } from "./node-hook.ts";
import { pythonHookSource } from "./python-hook.ts";
import { rubyHookSource } from "./ruby-hook.ts";

/** Files by which the runtimes of programs come to trust one more authority. */
export interface TrustFiles {
  /** PEM: all authorities that are trusted anyway, and the throw-away one. */
  readonly bundle: string;
  /** JKS, for Java: the same. */
  readonly keyStore: string;
  /** Preloaded by Node. */
  readonly nodeHook: string;
  /** A folder with what is preloaded by Python. */
  readonly pythonFolder: string;
  /** Loaded by Ruby. */
  readonly rubyHook: string;
  /** A folder with an ini file for PHP. */
  readonly phpFolder: string;
  /** Read by wget. */
  readonly wgetrc: string;
}

/** The password of the key store, which holds nothing secret. */
export const KEY_STORE_PASSWORD = "changeit";
/** Bundles of the user are read up to this size, in bytes. */
const MAX_BUNDLE_BYTES = 8_000_000;

/** Writes the files into a folder. `ca` is the PEM of the throw-away authority, `known` are bundles of the user. */
export async function writeTrustFiles(
  folder: string,
  ca: string,
  known: readonly string[],
): Promise<TrustFiles> {
  const files = {
    bundle: join(folder, "authorities.pem"),
    keyStore: join(folder, "authorities.jks"),
    nodeHook: join(folder, "node-hook.cjs"),
    pythonFolder: join(folder, "python"),
    rubyHook: join(folder, "ruby-hook.rb"),
    phpFolder: join(folder, "php"),
    wgetrc: join(folder, "wgetrc"),
  };
  const own = await Promise.all([...new Set(known)].map(readBundle));
  const all = [ca, ...own.flat(), ...getCACertificates("default"), ...getCACertificates("system")];
  const certificates = [...new Set(all.map((pem) => pem.trim()))];
  await writeFile(files.bundle, `${certificates.join("\n")}\n`);
  await writeFile(files.keyStore, keyStore(certificates));
  await writeFile(files.nodeHook, nodeHookSource);
  await mkdir(files.pythonFolder);
  await writeFile(join(files.pythonFolder, "sitecustomize.py"), pythonHookSource);
  await writeFile(files.rubyHook, rubyHookSource);
  await mkdir(files.phpFolder);
  await writeFile(
    join(files.phpFolder, "authorities.ini"),
    `curl.cainfo = "${files.bundle}"\nopenssl.cafile = "${files.bundle}"\n`,
  );
  await writeFile(files.wgetrc, `ca_certificate = ${files.bundle}\n`);
  return files;
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

/** A Java key store (JKS) of trusted certificates, by {@link https://docs.oracle.com/javase/8/docs/technotes/guides/security/crypto/CryptoSpec.html}. */
function keyStore(certificates: readonly string[]): Buffer {
  const entries = certificates.flatMap((pem, index) => {
    const der = derOf(pem);
    return der === undefined
      ? []
      : [
          Buffer.concat([
            int(2),
            text(`authority-${index}`),
            Buffer.alloc(8),
            text("X.509"),
            int(der.byteLength),
            der,
          ]),
        ];
  });
  const content = Buffer.concat([int(0xfeedfeed), int(2), int(entries.length), ...entries]);
  const password = Buffer.from(KEY_STORE_PASSWORD, "utf16le").swap16();
  const digest = createHash("sha1").update(password).update("Mighty Aphrodite").update(content).digest();
  return Buffer.concat([content, digest]);
}

function derOf(pem: string): Buffer | undefined {
  try {
    return new X509Certificate(pem).raw;
  } catch {
    return undefined;
  }
}

function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}
