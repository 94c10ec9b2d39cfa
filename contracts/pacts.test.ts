import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePact } from "./consumer-pact.ts";
import { consumers } from "./consumers.ts";

// The native part of Pact reads PACT_DO_NOT_TRACK from the process itself: this file needs the pool "forks", which
// is the default, since threads have an environment of their own.
const committed = fileURLToPath(new URL("pacts/", import.meta.url));
const folders: string[] = [];

beforeAll(async () => {
  for (let run = 0; run < 2; run += 1) folders.push(await mkdtemp(join(tmpdir(), "opencx-pacts-")));
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

describe.each(consumers)("the consumer $name", (consumer) => {
  it("copes with every answer of the mock server, and writes the committed pact, byte for byte, each time", async () => {
    const expected = await readFile(join(committed, `${consumer.name}-opencx.json`), "utf8");
    for (const folder of folders) {
      expect(await readFile(await writePact(consumer, folder), "utf8")).toBe(expected);
    }
  });
});

it("has no committed pact without a consumer, and none the other way round", async () => {
  const names = (await readdir(committed)).toSorted();
  expect(names).toEqual(consumers.map(({ name }) => `${name}-opencx.json`).toSorted());
});

it("holds no key in a committed pact but the one of the examples", async () => {
  for (const name of await readdir(committed)) {
    const text = await readFile(join(committed, name), "utf8");
    const bearers = [...text.matchAll(/Bearer [^"]+/g)].map(([bearer]) => bearer);
    expect(new Set(bearers)).toEqual(new Set(["Bearer example-key", "Bearer .+)$"]));
  }
});
