import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { TemplateHeaders } from "@pact-foundation/pact";
import type { JsonObject } from "../src/json/json.ts";

/** One interaction of a consumer: what it needs, says and expects, and how its code copes with the answer. */
export interface ConsumerTest {
  readonly description: string;
  readonly given: readonly (readonly [state: string, params?: JsonObject])[];
  /** Values are plain or matchers in Pact's integration format. */
  readonly request: {
    readonly method: "GET" | "POST";
    readonly path: unknown;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number | StatusMatcher;
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  /** Calls the API at `baseUrl` and asserts what the consumer makes of the answer. */
  call(baseUrl: string): Promise<void>;
}

/** Any status of a class or a list; the example is what the mock server answers. */
export interface StatusMatcher {
  readonly "pact:matcher:type": "statusCode";
  readonly status: "success" | "clientError" | readonly number[];
  readonly value: number;
}

/** A consumer with all its interactions: what one pact file holds. */
export interface Consumer {
  readonly name: string;
  readonly tests: readonly ConsumerTest[];
}

/** Runs one interaction against the Pact mock server, which adds it to the consumer's pact file in `folder`. */
async function runConsumerTest(consumer: Consumer, test: ConsumerTest, folder: string): Promise<void> {
  const { Pact } = await pactLibrary();
  const pact = new Pact({ consumer: consumer.name, provider: "opencx", dir: folder, logLevel: "error" });
  const given = test.given.reduce(
    (interaction, [state, params]) => interaction.given(state, ...(params === undefined ? [] : [params])),
    pact.addInteraction(),
  );
  const { request, response } = test;
  await given
    .uponReceiving(test.description)
    .withRequest(request.method, request.path as string, (builder) => {
      builder.headers(request.headers as TemplateHeaders);
      if (request.body !== undefined) builder.jsonBody(request.body);
    })
    .willRespondWith(response.status as number, (builder) => {
      if (response.headers !== undefined) builder.headers(response.headers as TemplateHeaders);
      if (response.body !== undefined) builder.jsonBody(response.body);
    })
    .executeTest(({ url }) => test.call(url));
}

/** Runs all interactions of a consumer and writes its pact file into `folder`: the same bytes every time. */
export async function writePact(consumer: Consumer, folder: string): Promise<string> {
  const fresh = await mkdtemp(join(tmpdir(), "opencx-contracts-"));
  try {
    for (const test of consumer.tests) await runConsumerTest(consumer, test, fresh);
    const written = join(fresh, `${consumer.name}-opencx.json`);
    const file = join(folder, basename(written));
    await mkdir(folder, { recursive: true });
    await writeFile(file, normalised(await readFile(written, "utf8")));
    return file;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

// The library notes its own versions in the file, which say nothing about the contract.
function normalised(text: string): string {
  const { metadata, ...pact } = JSON.parse(text) as JsonObject;
  const { pactSpecification } = metadata as JsonObject;
  return `${JSON.stringify({ ...pact, metadata: { pactSpecification } }, null, 2)}\n`;
}

async function pactLibrary(): Promise<typeof import("@pact-foundation/pact")> {
  // Read when the library loads: it reports its use otherwise.
  process.env.PACT_DO_NOT_TRACK = "true";
  return import("@pact-foundation/pact");
}
