import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { freePort } from "../helpers/free-port.ts";

const launch = resolve("src/cli/launch.cts");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "action-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a step of the action does, with the variables and files that the runner gives it. */
function step(script: string, variables: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync("bash", [resolve(`.github/action/${script}`)], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      NO_COLOR: "1",
      OPENCX_CONFORMANCE: `${process.execPath} ${launch}`,
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STEP_SUMMARY: join(folder, "step-summary.md"),
      ...variables,
    },
  });
  return { status, stdout, stderr };
}

const read = (name: string) => readFileSync(join(folder, name), "utf8");

async function judged(start: (port: number) => string, more: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  return step("judge.sh", {
    OPENCX_BASE_URL: `http://127.0.0.1:${port}`,
    OPENCX_API_KEY: "test-key",
    INPUT_START: start(port),
    INPUT_WAIT: "30s",
    INPUT_PROFILE: "quick",
    INPUT_ARGS: "--rule response/* --seed 1",
    ...more,
  });
}

const mocked = (port: number, options = "") => `${process.execPath} ${launch} mock --port ${port} ${options}`;

describe("the step that judges", () => {
  test("passes for a sound provider that takes three seconds to start, and says so to the run", async () => {
    const { status, stdout } = await judged((port) => `sleep 3; ${mocked(port)}`);
    expect([status, stdout.includes("::error")]).toEqual([0, false]);
    expect(read("output")).toBe(
      "verdict=conformant\nreport=opencx-conformance/report.json\npage=opencx-conformance/report.html\n",
    );
    expect(read("step-summary.md")).toMatch(/^## http\S+ is conformant/);
    for (const file of ["report.json", "report.html", "junit.xml", "summary.md"])
      expect(existsSync(join(folder, "opencx-conformance", file))).toBe(true);
  });

  test("fails for a broken one, with an annotation that names the rule", async () => {
    const { status, stdout } = await judged((port) => mocked(port, "--fault success-missing"));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error title=response\/success::.*%0Aexpected: .*%0Agot: /m);
    expect(read("output")).toContain("verdict=not-conformant");
  });

  test("could not tell of one that dies, and shows what it wrote", async () => {
    const { status, stderr } = await judged(() => "echo out of memory >&2; exit 9");
    expect(stderr).toContain("out of memory");
    expect(status).toBe(3);
  });

  test("is a usage error where a secret is empty", async () => {
    const { status, stderr } = await judged((port) => mocked(port), { OPENCX_API_KEY: "" });
    expect(stderr).toContain("OPENCX_API_KEY is set, but empty");
    expect(status).toBe(2);
  });
});

describe("the step that comments", () => {
  const commented = (known: string) => {
    const gh = `#!/bin/sh\ncase "$*" in *--paginate*) printf '%s' "${known}" ;; *) printf '%s\\n' "$@" >> calls ;; esac\n`;
    writeFileSync(join(folder, "gh"), gh);
    chmodSync(join(folder, "gh"), 0o755);
    writeFileSync(join(folder, "summary.md"), "## it is conformant\n");
    const variables = { GITHUB_REPOSITORY: "acme/api", PULL_REQUEST: "7", SUMMARY: "summary.md" };
    expect(step("comment.sh", variables)).toMatchObject({ status: 0, stderr: "" });
    return read("calls");
  };

  test("writes one where there is none", () => {
    const calls = commented("");
    expect(calls).toContain("POST\nrepos/acme/api/issues/7/comments");
    expect(calls).toContain("body=<!-- opencx-conformance -->\n## it is conformant");
  });

  test("updates its own", () => {
    expect(commented("42")).toContain("PATCH\nrepos/acme/api/issues/comments/42");
  });
});

describe("the files", () => {
  const action = parse(readFileSync("action.yml", "utf8"));
  const script = readFileSync(".github/action/judge.sh", "utf8");

  test("every input reaches a step, and every variable that the script reads is given", () => {
    const steps = JSON.stringify(action.runs.steps);
    for (const name of Object.keys(action.inputs)) expect(steps).toContain(`inputs.${name}`);
    const given = Object.keys(action.runs.steps.find(({ id }: { id?: string }) => id === "judge").env);
    const wanted = [...script.matchAll(/INPUT_\w+/g)].map(([name]) => name);
    expect(given).toEqual(expect.arrayContaining([...new Set(wanted)]));
  });

  test("the examples of docs/ci.md give inputs that the action has", () => {
    const examples = [...readFileSync("docs/ci.md", "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, text]) => parse(text!),
    );
    const used = examples.flatMap((example) =>
      Object.values<{ steps: { uses?: string; with?: object }[] }>(example.jobs ?? {}).flatMap(({ steps }) =>
        steps.flatMap((each) =>
          each.uses?.startsWith("opencx-conformance/") ? Object.keys(each.with ?? {}) : [],
        ),
      ),
    );
    expect(used.length).toBeGreaterThan(5);
    for (const name of used) expect(Object.keys(action.inputs)).toContain(name);
  });
});
