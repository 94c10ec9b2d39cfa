import { withoutUndefined } from "../json/without-undefined.ts";
import type { Report } from "../reports/report.ts";
import { singleQuoted } from "../reports/script.ts";
import type { Settings } from "./settings.ts";

/** The settings of a run that running a failure again depends on; values that may be secret by variables. */
export function reportedSettings(settings: Settings): NonNullable<Report["settings"]> {
  const { settle: settleMs, requestTimeout: requestTimeoutMs, session, spec } = settings;
  const { ca, cert, insecure, header = [], readOnlyToken, ticketingSink: sink } = settings;
  const given = (value: unknown, typed: string) => (value ? [typed] : []);
  return {
    ...withoutUndefined({ settleMs, requestTimeoutMs, session, spec }),
    options: [
      ...given(ca, `--ca ${quoted(ca)}`),
      ...given(cert, `--cert ${quoted(cert)}`),
      ...given(insecure, "--insecure"),
      ...header.map(([name]) => `-H "${name}: $${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}"`),
      ...given(readOnlyToken, '--read-only-token "$OPENCX_READ_ONLY_KEY"'),
      ...given(sink, `--ticketing-sink ${quoted(sink?.host.replace(/.*:.*/, "[$&]"))}:${sink?.port}`),
    ],
  };
}

function quoted(text = ""): string {
  return /^[\w./:@-]+$/.test(text) ? text : singleQuoted(text);
}
