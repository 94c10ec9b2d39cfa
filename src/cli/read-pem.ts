import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { UsageError } from "../usage-error.ts";
import { readText } from "./read-text.ts";

/** Certificates of authorities, in PEM. @throws UsageError for a file that holds none */
export function readAuthority(file: string): string {
  const pem = readText(file, "the authority");
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (certificates.length === 0) throw new Error("none");
    for (const certificate of certificates) new X509Certificate(certificate);
    return pem;
  } catch {
    throw new UsageError(
      "bad-authority",
      `${file} is not a certificate in PEM format`,
      "give a PEM file with --ca",
    );
  }
}

/** A client certificate and its key, in one PEM. @throws UsageError for a file that lacks one, or whose parts do not match */
export function readClientCertificate(file: string): string {
  const pem = readText(file, "the client certificate");
  try {
    createSecureContext({ cert: pem, key: pem });
    return pem;
  } catch (error) {
    throw new UsageError(
      "bad-certificate",
      `${file} is not a client certificate with its key: ${(error as Error).message}`,
      "give one PEM file that holds both with --cert",
    );
  }
}
