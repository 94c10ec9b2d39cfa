import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/json.ts";
import { type PublishOptions, publishPacts } from "../../src/pact/publish-pacts.ts";
import { lines } from "./live-provider.ts";
import { pactJson, send, withPact } from "./pact-builder.ts";
import { type Reply, type StandInOptions, standInBroker } from "./stand-in-broker.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

async function publish(options: StandInOptions, more: Partial<PublishOptions> = {}) {
  const broker = await standInBroker(options);
  open.push(broker);
  const output = lines();
  const access = { broker: { url: broker.url, token: "broker-token" }, timeoutMs: 1_000 };
  const publishing = publishPacts(
    { pacts: ["contracts/pacts"], access, consumerVersion: "1", ...more },
    output,
  );
  return { publishing, broker, output };
}

/** What was published, as the broker keeps it. */
const contractOf = (body: unknown) => (body as { contracts: Record<string, string>[] }).contracts[0]!;
const contentOf = (body: unknown): JsonObject =>
  JSON.parse(Buffer.from(contractOf(body).content!, "base64").toString());

describe("publish", () => {
  it("hands every pact to the broker, with version, branch, tags and build, and says which", async () => {
    const { publishing, broker, output } = await publish(
      {},
      { branch: "main", tags: ["dev", "ci"], buildUrl: "http://ci.example/8" },
    );
    expect(await publishing).toEqual({ exitCode: 0 });
    const bodies = broker.asks("publish").map(({ body }) => body);
    expect(bodies.map((body) => contractOf(body).consumerName).toSorted()).toEqual([
      "opencx-client",
      "opencx-client-limited",
    ]);
    expect(bodies[0]).toMatchObject({
      pacticipantVersionNumber: "1",
      branch: "main",
      tags: ["dev", "ci"],
      buildUrl: "http://ci.example/8",
    });
    expect(contentOf(bodies[0])).toMatchObject({ provider: { name: "opencx" } });
    expect(output.written.join("\n")).toContain("Pact successfully published");
    expect(output.written.at(-2)).toMatch(/^published as of 1: .*opencx-client with opencx/);
    expect(output.written.at(-1)).toBe("2 of 2 pacts published as of 1");
  });

  it.each([
    ["publish-conflict", "Cannot change the content of the pact"],
    ["publish-refused-400", "consumer name in contract content"],
    ["publish-refused-401", "401 Unauthorized"],
    ["publish-refused-403", "403 Forbidden"],
    ["publish-error-500", "An error has occurred"],
    ["hang", "none within 1 s"],
    ["cut", "other side closed"],
  ])("gives the reason of %s once, and names what was not published", async (reply, reason) => {
    const { publishing, output } = await publish({ replies: { publish: reply } });
    expect(await publishing).toEqual({ exitCode: 3 });
    expect(output.written.filter((line) => line.includes(reason))).toEqual([
      expect.stringMatching(/^not published: .*opencx-client-limited with opencx/),
    ]);
    expect(output.written.at(-1)).toBe("0 of 2 pacts published as of 1");
  });

  it("shows the difference to what was published before", async () => {
    const { publishing, output } = await publish({ replies: { publish: "publish-conflict" } });
    await publishing;
    expect(output.written.join("\n")).toContain('+      "description": "another message"');
  });

  it.each<[string, Reply, string]>([
    [
      "a refusal that has its reason in a notice alone",
      { status: 409, headers: {}, body: { notices: [{ type: "error", text: "no such branch" }] } },
      "no such branch",
    ],
    [
      "a page to log in",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
      "is not JSON",
    ],
  ])("does not take %s for done", async (_, reply, reason) => {
    const { publishing, output } = await publish({ replies: { publish: reply } });
    expect(await publishing).toEqual({ exitCode: 3 });
    expect(output.written.filter((line) => line.includes(reason))).toEqual([
      expect.stringMatching(/^not published: /),
    ]);
  });

  it("says which were published where only some are refused", async () => {
    const { publishing, output } = await publish({
      replies: { publish: ["publish-new", "publish-conflict"] },
    });
    expect(await publishing).toEqual({ exitCode: 3 });
    expect(output.written.find((line) => line.startsWith("published as of 1: "))).toContain(
      "opencx-client-limited",
    );
    expect(output.written.find((line) => line.startsWith("not published: "))).toContain("opencx-client with");
    expect(output.written.at(-1)).toBe("1 of 2 pacts published as of 1");
  });

  it.each<[StandInOptions, string]>([
    [{ replies: { index: "bearer-wrong-token" } }, "401 Unauthorized"],
    [{ replies: { index: "hang" } }, "none within 1 s"],
    [{ auth: "basic" }, "400 Bad Request"],
    [{ replies: { index: "provider" } }, "no link pb:publish-contracts"],
  ])("publishes nothing, and says so, with a broker of %j", async (options, reason) => {
    const { publishing, output } = await publish(options);
    expect(await publishing).toEqual({ exitCode: 3 });
    expect(output.written.filter((line) => line.includes(reason))).toHaveLength(1);
    expect(output.written.at(-1)).toBe("0 of 2 pacts published as of 1");
  });

  it("refuses two files of one consumer and provider, of which the broker would keep one", async () => {
    await withPact(pactJson(4, [send()]), (first) =>
      withPact(pactJson(4, [send({ description: "another" })]), async (second) => {
        const { publishing, broker } = await publish({}, { pacts: [first, second] });
        await expect(publishing).rejects.toMatchObject({
          name: "UsageError",
          message: expect.stringContaining(second),
        });
        expect(broker.asked).toEqual([]);
      }),
    );
  });
});
