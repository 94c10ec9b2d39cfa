import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { findFault } from "../../src/lab/faults/registry.ts";
import type { Listening } from "../../src/listen-with.ts";
import { correctBehaviour } from "../../src/send-message/reference-provider/correct-behaviour.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";
import { start } from "../helpers/command.ts";
import { freePort } from "../helpers/free-port.ts";

test("a watched provider is judged again when it answers anew, first what was broken", async () => {
  const port = await freePort();
  let server: Listening | undefined;
  const serve = async (fault?: string) => {
    const behaviour = fault === undefined ? correctBehaviour : findFault(fault).behave();
    server = await listen(createReferenceProvider({ tokens: [{ token: "test-key" }], behaviour }), { port });
  };
  await serve("session-data-replaced");
  const child = start(
    ["--url", `http://127.0.0.1:${port}`, "--profile", "quick", "--rule", "session-data/*", "--watch"],
    { env: { OPENCX_API_KEY: "test-key" } },
  );
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await server?.close();
  });
  let [text, seen] = ["", 0];
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  /** What it wrote until it waits again. */
  const untilWaiting = async (): Promise<string> => {
    while (!text.slice(seen).includes("answer anew; Ctrl-C ends")) await pause(50);
    const written = text.slice(seen);
    seen = text.length;
    return written;
  };
  /** Gone for a while, as a provider is that restarts. */
  const restart = async (fault?: string) => {
    await server?.close();
    await pause(1_000);
    await serve(fault);
  };
  expect(await untilWaiting()).toContain("is not conformant");
  await restart("session-data-replaced");
  const still = await untilWaiting();
  expect(still).toMatch(/judging first what was broken: .*session-data\/unsent-keys-stay/);
  expect(still.match(/is (not )?conformant/g)).toEqual(["is not conformant"]);
  await restart();
  const mended = await untilWaiting();
  expect(mended.match(/is (not )?conformant/g)).toEqual(["is conformant", "is conformant"]);
  child.kill("SIGINT");
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(0);
});
