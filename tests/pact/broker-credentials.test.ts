import { generateCACertificate, getLocal } from "mockttp";
import { afterEach, expect, it } from "vitest";
import type { PactAccess } from "../../src/pact/ask.ts";
import { canIDeploy } from "../../src/pact/can-i-deploy.ts";
import { loadPacts } from "../../src/pact/load-pacts.ts";
import { publishPacts } from "../../src/pact/publish-pacts.ts";
import { lines, verifyAgainst } from "./live-provider.ts";
import { withPact } from "./pact-builder.ts";
import { ourPact, redirectTo, type StandInOptions, standInBroker } from "./stand-in-broker.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

async function broker(options: StandInOptions = {}) {
  const running = await standInBroker({
    pacts: [{ pact: await ourPact("a message of the contact") }],
    ...options,
  });
  open.push(running);
  return running;
}

const PACT = "/pacts/provider/opencx/consumer/opencx-client/pact-version/0/metadata/bWV0YQ";
const TOKEN = { token: "broker-token" };
const BASIC = { username: "user", password: "secret" };
const OURS = ["contracts/pacts/opencx-client-limited-opencx.json"];

it.each([
  ["bearer", TOKEN],
  ["basic", BASIC],
] as const)(
  "%s credentials go to the broker, under any path, and to no other origin",
  async (auth, credentials) => {
    const [own, other] = [await broker({ auth, basePath: "/base" }), await broker({ auth: "none" })];
    const access = { broker: { url: own.url, ...credentials } };
    expect(await loadPacts([own.url + PACT, other.url + PACT], access)).toHaveLength(2);
    expect(own.asked.map(({ authorization }) => authorization)).toEqual([expect.stringMatching(/^B/)]);
    expect(other.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  },
);

it("no credentials go anywhere where no broker is named", async () => {
  const { url, asked } = await broker();
  await expect(loadPacts([url + PACT])).rejects.toMatchObject({
    name: "UnavailableError",
    message: expect.stringContaining("401"),
    hint: expect.stringContaining("--broker-url"),
  });
  expect(asked).toMatchObject([{ authorization: undefined }]);
});

it("credentials do not follow a redirect to another origin", async () => {
  const other = await broker({ auth: "none" });
  const { url } = await broker({
    replies: { pact: redirectTo(other.url + PACT), index: redirectTo(other.url) },
  });
  const access = { broker: { url, ...TOKEN } };
  await loadPacts([url + PACT], access);
  await publishPacts({ pacts: OURS, access, consumerVersion: "1" }, lines());
  expect(other.asked.length).toBeGreaterThan(1);
  expect(other.asked.every(({ authorization }) => authorization === undefined)).toBe(true);
});

it("a write that is redirected is not taken for done", async () => {
  const other = await broker({ auth: "none" });
  const { url } = await broker({
    replies: { publish: redirectTo(other.url), results: redirectTo(other.url) },
  });
  const access = { broker: { url, ...TOKEN } };
  const output = lines();
  expect(await publishPacts({ pacts: OURS, access, consumerVersion: "1" }, output)).toEqual({ exitCode: 3 });
  expect(output.written.join("\n")).toContain("302 Found");
  const publication = { providerVersion: "p1" };
  const verified = await verifyAgainst({}, { pacts: [url + PACT], access, publication });
  expect(verified.published).toMatchObject([{ published: false }]);
  expect(verified.exitCode).toBe(3);
  expect(other.asked).toEqual([]);
});

it("a broker that has moved is told by where it redirects to", async () => {
  const moved = await broker();
  const { url } = await broker({ replies: { matrix: redirectTo(`${moved.url}/matrix`) } });
  const question = { pacticipant: "opencx", version: "p1", toEnvironment: "production" };
  await expect(
    canIDeploy({ ...question, access: { broker: { url, ...TOKEN } } }, lines()),
  ).rejects.toMatchObject({
    message: expect.stringContaining(`it redirects to ${moved.url}, which answered 401`),
    hint: expect.stringContaining("--broker-url"),
  });
});

it("a URL with a password is refused without showing it, and nothing is sent", async () => {
  const { url, asked } = await broker();
  const refused = loadPacts([url.replace("//", "//user:secret@") + PACT]);
  await expect(refused).rejects.toMatchObject({
    name: "UsageError",
    hint: expect.stringContaining("--broker-username"),
  });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining("secret") });
  expect(asked).toEqual([]);
});

it.each(["", "/broker/base"])(
  "links that name another host are followed on the broker's own, with base path %j, which is said once",
  async (basePath) => {
    const running = await broker({ basePath, calledItself: "http://broker.internal.example" });
    const { url, asks } = running;
    const access: PactAccess = { broker: { url, ...TOKEN } };
    const publication = { providerVersion: "p1", providerBranch: "main" };
    const options = { pacts: [], access, selection: { providerName: "opencx" }, publication };
    const result = await verifyAgainst({}, options);
    expect(result.exitCode).toBe(0);
    expect([asks("branch-version"), asks("results")].map(({ length }) => length)).toEqual([1, 1]);
    expect(result.written.filter((line) => line.includes("links name"))).toEqual([
      expect.stringContaining("http://broker.internal.example"),
    ]);
    const output = lines();
    expect(
      (
        await publishPacts(
          { pacts: OURS, access: { ...access, broker: access.broker! }, consumerVersion: "1" },
          output,
        )
      ).exitCode,
    ).toBe(0);
    expect(output.written.filter((line) => line.includes("links name"))).toHaveLength(1);
    expect(running.asked.every(({ authorization }) => authorization === "Bearer broker-token")).toBe(true);
  },
);

it("a file that was saved from the broker is published to the broker that is named", async () => {
  const { url, asks } = await broker();
  const saved = await (await fetch(url + PACT, { headers: { authorization: "Bearer broker-token" } })).json();
  const text = JSON.stringify(saved).replaceAll(url, "http://broker.internal.example");
  const access = { broker: { url, ...TOKEN } };
  const result = await withPact(JSON.parse(text), (file) =>
    verifyAgainst({}, { pacts: [file], access, publication: { providerVersion: "p1" } }),
  );
  expect(result.published).toMatchObject([{ published: true }]);
  expect(asks("results")).toMatchObject([{ authorization: "Bearer broker-token" }]);
});

it("a pact from another origin is published there, without the broker's credentials", async () => {
  const [own, other] = [await broker(), await broker({ auth: "none" })];
  const access = { broker: { url: own.url, ...TOKEN } };
  const publication = { providerVersion: "p1" };
  const result = await verifyAgainst({}, { pacts: [other.url + PACT], access, publication });
  expect(result.published).toMatchObject([{ published: true }]);
  expect(own.asked).toEqual([]);
  expect(other.asks("results")).toMatchObject([{ authorization: undefined }]);
});

it("a private authority is trusted where it is given, and is not otherwise", async () => {
  const ca = await generateCACertificate();
  const { url } = await broker();
  const secure = getLocal({ https: { key: ca.key, cert: ca.cert } });
  await secure.start();
  open.push({ close: () => secure.stop() });
  await secure.forUnmatchedRequest().thenForwardTo(url);
  const asked = { pacticipant: "opencx", version: "p1", toEnvironment: "production" };
  const at = { broker: { url: secure.url, ...TOKEN } };
  await expect(canIDeploy({ ...asked, access: at }, lines())).rejects.toMatchObject({
    name: "UnavailableError",
    message: expect.stringMatching(/certificate/),
  });
  const access = { ...at, ca: ca.cert };
  expect(await canIDeploy({ ...asked, access }, lines())).toEqual({ exitCode: 0 });
  expect(await publishPacts({ pacts: OURS, access, consumerVersion: "1" }, lines())).toEqual({ exitCode: 0 });
  const verified = await verifyAgainst({}, { pacts: [], access, selection: { providerName: "opencx" } });
  expect(verified.exitCode).toBe(0);
});
