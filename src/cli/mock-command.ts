import { once } from "node:events";
import { buildCommand } from "@stricli/core";
import { createReferenceProvider } from "../reference-provider/create-reference-provider.ts";
import { listen } from "../reference-provider/listen.ts";
import { guarded, interruption } from "./guard.ts";
import { parseCount } from "./values.ts";

interface MockFlags {
  readonly port?: number;
  readonly token?: string;
  readonly ticketingUrl?: string;
}

/** Serves the reference provider until it is interrupted. */
export const mockCommand = buildCommand({
  docs: { brief: "serves the reference provider on 127.0.0.1" },
  parameters: {
    flags: {
      port: { kind: "parsed", parse: parseCount, brief: "port to listen on [any free one]", optional: true },
      token: { kind: "parsed", parse: String, brief: "the key that it accepts [test-key]", optional: true },
      ticketingUrl: {
        kind: "parsed",
        parse: String,
        brief: "URL that messages are told to, as to an external ticketing system",
        optional: true,
      },
    },
  },
  func: guarded(async (flags: MockFlags) => {
    const token = flags.token ?? "test-key";
    const provider = createReferenceProvider({
      tokens: [{ token }],
      ...(flags.ticketingUrl === undefined ? {} : { ticketingUrl: flags.ticketingUrl }),
    });
    const server = await listen(provider, flags.port === undefined ? {} : { port: flags.port });
    process.stdout.write(`${server.url} accepts the key ${token}; Ctrl-C ends it\n`);
    const signal = interruption();
    if (!signal.aborted) await once(signal, "abort");
    await server.close();
    return 0;
  }),
});
