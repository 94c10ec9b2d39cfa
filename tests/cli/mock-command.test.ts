import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { faults } from "../../src/lab/faults/registry.ts";
import { variants } from "../../src/lab/variants/registry.ts";
import { runCli } from "./run-cli.ts";

const names = (stdout: string) => [...stdout.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name);
const areas = (stdout: string) => [...stdout.matchAll(/^\S.*$/gm)].map(([area]) => area);

describe("mock lists", () => {
  test("every fault once, by the area of the rules that it breaks", async () => {
    const { code, stdout } = await runCli("mock", "--list-faults");
    expect(code).toBe(0);
    expect(names(stdout).toSorted()).toEqual(faults.map(({ name }) => name).toSorted());
    expect(areas(stdout)).toContain("rejection");
  });

  test("every variant once, by what it is about", async () => {
    const { stdout } = await runCli("mock", "--list-variants");
    expect(names(stdout).toSorted()).toEqual(variants.map(({ name }) => name).toSorted());
    expect(areas(stdout).length).toBeGreaterThan(5);
  });

  test("those of one area only, where one is named", async () => {
    const { stdout } = await runCli("mock", "--list-faults", "--area", "rejection");
    expect(areas(stdout)).toEqual(["rejection"]);
    const wanted = faults.filter(({ rules }) => rules[0].startsWith("rejection/"));
    expect(names(stdout).toSorted()).toEqual(wanted.map(({ name }) => name).toSorted());
  });

  test.each([
    [["--list-faults", "--area", "nowhere"], /unknown area "nowhere"\n {2}choose one of .*rejection/],
    [["--list-variants", "--area", "rejection"], /unknown area "rejection"\n {2}choose one of answers, /],
    [["--area", "rejection"], /--area needs --list-faults or --list-variants/],
  ])("nothing for %j, and says what to do", async (args, says) => {
    const { code, stdout, stderr } = await runCli("mock", ...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(says);
  });
});

test("mock prints the URL with the base path that its variant has", async () => {
  await serving(["--variant", "base-path+chunked"], async (line) => {
    const [url] = line.split(" ");
    const headers = { authorization: "Bearer test-key" };
    const answer = await fetch(`${url}/chat/sessions`, { method: "POST", headers });
    expect([new URL(url!).pathname, answer.ok]).toEqual(["/api/v2", true]);
  });
});

test("mock takes a second key that may only read", async () => {
  await serving(["--read-only-token", "reader"], async (line) => {
    expect(line).toMatch(/accepts the key test-key, and reader for reading/);
    const url = `${line.split(" ")[0]}/chat/sessions`;
    const call = (key: string, path: string, body?: object) =>
      fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
    const { id } = (await (await call("test-key", "", {})).json()) as { id: string };
    const message = { sender: "contact", message: { type: "text", text: "hello" } };
    expect((await call("reader", `/${id}`)).status).toBe(200);
    expect((await call("reader", `/${id}/send`, message)).status).toBe(403);
    expect((await call("test-key", `/${id}/send`, message)).status).toBe(200);
  });
});

/** Runs the mock with these options, and uses the line that it prints. */
async function serving(options: readonly string[], use: (line: string) => Promise<void>) {
  const args = [resolve("src/cli/launch.cts"), "mock", ...options];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    await use(line);
  } finally {
    child.kill();
    await once(child, "exit");
  }
}
