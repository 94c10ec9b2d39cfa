import type { Report } from "../reports/report.ts";
import { singleQuoted } from "../reports/script.ts";
import type { Settings } from "./settings.ts";

/** The settings of a run that running a failure again depends on; values that may be secret by variables. */
export function reportedSettings(settings: Settings): NonNullable<Report["settings"]> {
  const { session, spec, ca, cert, insecure, header, readOnlyToken, ticketingSink } = settings;
  return {
    settleMs: settings.settle,
    requestTimeoutMs: settings.requestTimeout,
    ...(session === undefined ? {} : { session }),
    ...(spec === undefined ? {} : { spec }),
    options: [
      ...(ca === undefined ? [] : [`--ca ${quoted(ca)}`]),
      ...(cert === undefined ? [] : [`--cert ${quoted(cert)}`]),
      ...(insecure ? ["--insecure"] : []),
      ...(header ?? []).map(([name]) => `-H "${name}: $${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}"`),
      ...(readOnlyToken === undefined ? [] : ['--read-only-token "$OPENCX_READ_ONLY_KEY"']),
      ...(ticketingSink === undefined ? [] : [`--ticketing-sink ${quoted(ticketingSink)}`]),
    ],
  };
}

function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : singleQuoted(text);
}
