import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, describe, expect, test } from "vitest";
import schema from "../../spec/schemas/config.schema.json" with { type: "json" };
import type { Flags } from "../../src/cli/flag.ts";
import { type CommandName, commandFlags, topFlags } from "../../src/cli/flags.ts";
import { readOptions } from "../../src/cli/options.ts";
import { UsageError } from "../../src/usage-error.ts";
import { command } from "../helpers/command.ts";

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** A file of its own. */
function fileWith(content: string | object, extension = "json"): string {
  files += 1;
  const file = join(folder, `${files}.${extension}`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** The options of a command with this file. */
const options = (
  content: string | object,
  name: CommandName = "provider",
  environment: Readonly<Record<string, string>> = {},
  extension?: string,
) => readOptions(name, { config: fileWith(content, extension) }, environment);

/** What an editor says of a file. */
const isValid = new Ajv({ strict: false }).compile(schema);

/** What a user reads about a mistake. */
async function mistake(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UsageError);
  const { message, hint } = error as UsageError;
  return `${message}\n  ${hint}`;
}

describe("a configuration file", () => {
  test.each([
    [
      "json",
      '{"settle":"2s","workers":3,"strict":true,"rule":"open/*","url":"http://a.example","header":["X-A: b"]}',
    ],
    [
      "yaml",
      "settle: 2s\nworkers: '3'\nstrict: true\nrule: [open/*]\nurl: http://a.example\nheader: 'X-A: b'\n",
    ],
    [
      "ts",
      'const wait: string = "2s"; export default { settle: wait, workers: 3, strict: true, rule: ["open/*"], url: "http://a.example", header: "X-A: b" };',
    ],
  ])("in %s is read as the command line is", async (extension, content) => {
    expect(await options(content, "provider", {}, extension)).toMatchObject({
      settle: 2_000,
      workers: 3,
      strict: true,
      rule: ["open/*"],
      header: [["X-A", "b"]],
    });
  });

  test("loses to the environment, which loses to the command line; a default comes last", async () => {
    const config = fileWith({ url: "http://file.example", settle: "2s", validDays: 3 });
    const environment = { OPENCX_BASE_URL: "http://variable.example" };
    const given = { config, settle: 7 };
    expect(await readOptions("provider", given, environment)).toMatchObject({
      url: new URL("http://variable.example"),
      settle: 7,
      validDays: 3,
      requestTimeout: 10_000,
      bail: false,
    });
    expect(await readOptions("provider", { config }, {})).toMatchObject({
      url: new URL("http://file.example"),
    });
  });

  test("serves every command: what it shares stands at the top, its own below its name", async () => {
    const content = {
      $schema: "./node_modules/opencx-conformance/spec/schemas/config.schema.json",
      settle: "2s",
      brokerUrl: "http://broker.example",
      profile: "quick",
      strict: true,
      "pact verify": { settle: "3s", consumerVersionSelector: { mainBranch: true } },
      "pact publish": { consumerVersion: 7 },
      consumer: { condition: ["slow"], intercept: false },
      diff: { failOn: "risky" },
    };
    expect(isValid(content)).toBe(true);
    expect(await options(content)).toMatchObject({ settle: 2_000, profile: "quick", strict: true });
    expect(await options(content, "pact verify")).toMatchObject({
      settle: 3_000,
      brokerUrl: new URL("http://broker.example"),
      consumerVersionSelector: [{ mainBranch: true }],
    });
    expect(await options(content, "pact publish")).toMatchObject({ consumerVersion: "7" });
    // `profile` of `provider` is another option than that of `consumer`.
    expect(await options(content, "consumer")).toMatchObject({
      profile: "standard",
      strict: true,
      condition: ["slow"],
      intercept: false,
    });
    expect(await options(content, "diff")).toMatchObject({ failOn: "risky" });
  });

  test("takes variables, and names one that is missing", async () => {
    const url = "http://a.example";
    const content = { url, token: `k-\${KEY}`, header: [`X: \${A}\${KEY}`], name: `$\${KEY}` };
    expect(await options(content, "provider", { KEY: "1", A: "a" })).toMatchObject({
      token: "k-1",
      header: [["X", "a1"]],
      name: `\${KEY}`,
    });
    expect(isValid(content)).toBe(true);
    expect(await mistake(options(content, "provider", { KEY: "1" }))).toMatch(
      /header needs the variable A, which is not set\n {2}set A, or/,
    );
    expect(await mistake(options(content, "provider", { KEY: "" }))).toMatch(/KEY, which is empty/);
    // What another command would need is not read.
    expect(await options(content, "diff")).toMatchObject({ failOn: "breaking" });
  });

  test.each<[object | string, CommandName, RegExp]>([
    [
      { profile: "quick", "max-requests": 5 },
      "provider",
      /names max-requests, which is not an option there\n {2}did you mean maxRequests/,
    ],
    [{ send: 1 }, "provider", /names send, .*\n {2}did you mean seed\?/],
    [{ consumer: { fro: "3s" } }, "provider", /did you mean for\?/],
    [{ condition: "slow" }, "provider", /condition is an option of `consumer`: write it below "consumer"/],
    [
      { consumer: { conditions: "slow" } },
      "diff",
      /consumer names conditions, .*\n {2}did you mean condition/,
    ],
    [{ consumer: "x" }, "consumer", /consumer is a command, and its value holds no object/],
    [{ settle: "soon" }, "provider", /json: settle: "soon" is not a valid duration/],
    [{ workers: -1 }, "provider", /workers: "-1" is not a whole number/],
    [{ strict: "yes" }, "provider", /strict cannot be "yes"\n {2}it is true or false/],
    [{ profile: ["quick"] }, "provider", /profile cannot be \["quick"\]/],
    [{ profile: "huge" }, "provider", /profile: "huge" is not known\n {2}choose one of .*quick/],
    [{ token: "" }, "provider", /token: it is empty/],
    [{ stateMap: { a: "b" } }, "pact compare", /stateMap: "a" is mapped to neither/],
    [
      { stateMap: { a: { state: "a session exists", params: "p" } } },
      "pact compare",
      /the params of "a" are not an object/,
    ],
    [{}, "pact can-i-deploy", /`pact can-i-deploy` needs --broker-url\n.*PACT_BROKER_BASE_URL/],
    [{ brokerUrl: "http://a" }, "pact can-i-deploy", /`pact can-i-deploy` needs --pacticipant\n/],
    ["- quick", "provider", /holds no object of options/],
    ["a: [", "provider", /\.json/],
    [
      '{\n  "workers": 1,\n  "name": "say \\"hi\\": x",\n  "workers": 2\n}',
      "provider",
      /unique at line 4, column 3/,
    ],
    ['{ "consumer": { "for": "1s", "f\\u006fr": "2s" } }', "consumer", /unique at line 1, column 30/],
  ])("%j for %s is a mistake", async (content, name, says) => {
    expect(await mistake(options(content, name))).toMatch(says);
  });

  test.each([
    ["export default {", /ts cannot be run/],
    ["throw null;", /ts cannot be run: null\n/],
    ["export default 5;", /holds no object of options/],
  ])("in TypeScript, %s is a mistake", async (content, says) => {
    expect(await mistake(options(content, "provider", {}, "ts"))).toMatch(says);
  });

  test("is found in the current folder, unless its name is wrong or another is named", async () => {
    const cwd = mkdtempSync(join(folder, "here-"));
    const list = (...args: string[]) => command(["mock", "--list-faults", ...args], { cwd });
    // The keys that `certificate keygen` writes here are none.
    for (const name of ["opencx-conformance.key", "opencx-conformance.pub"])
      writeFileSync(join(cwd, name), "");
    expect((await list()).code).toBe(0);
    writeFileSync(join(cwd, "opencx-conformance.config.json"), '{"mock":{"latency":"x"}}');
    expect(await list()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/mock: latency: "x" is not/),
    });
    expect((await list("--config", fileWith({}))).code).toBe(0);
    expect(await list("--config", "nowhere.json")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/cannot read the configuration from nowhere.json/),
    });
    writeFileSync(join(cwd, "opencx-conformance.yml"), "");
    expect(await list()).toMatchObject({ code: 2, stderr: expect.stringMatching(/rename it/) });
  });
});

describe("the schema of the configuration file", () => {
  test("takes every default, and nothing that the file would not", () => {
    for (const [name, flags] of Object.entries<Flags>(commandFlags)) {
      const values = Object.entries(flags).flatMap(([option, { default: fixed, isSwitch }]) =>
        fixed === undefined ? [] : [[option, isSwitch ? fixed === "yes" : fixed]],
      );
      const content = Object.fromEntries(values) as object;
      expect([name, isValid(name === "provider" ? content : { [name]: content })]).toEqual([name, true]);
    }
    for (const wrong of [{ settle: "5" }, { workers: -1 }, { max: 1 }, { strict: "yes" }, { profile: "big" }])
      expect([wrong, isValid(wrong)]).toEqual([wrong, false]);
    expect(isValid({ consumer: { conditions: "slow" } })).toBe(false);
  });

  test("has every name at the top only once: none is an option and a command", () => {
    expect(Object.keys(topFlags).filter((name) => Object.hasOwn(commandFlags, name))).toEqual([]);
  });
});
