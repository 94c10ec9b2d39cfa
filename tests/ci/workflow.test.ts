import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };

const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-workflow-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORKFLOW = ".github/workflows/ci.yml";

/** What the validator of other people says of a file. */
function validate(file: string) {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["node_modules/@action-validator/cli/cli.mjs", file],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout };
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      { readonly needs?: readonly string[]; readonly steps: readonly { readonly run?: string }[] }
    >
  >;
}

test.each(["action.yml", WORKFLOW])("%s is valid, and would not be with a wrong member", (file) => {
  expect(validate(file)).toMatchObject({ status: 0 });
  const wrong = join(folder, file.endsWith("ci.yml") ? "ci.yml" : "action.yml");
  writeFileSync(wrong, readFileSync(file, "utf8").replace("runs-on:", "runs-at:").replace("using:", "use:"));
  expect(validate(wrong).status).not.toBe(0);
});

test("the workflow runs scripts that exist, and releases after everything else", () => {
  const { jobs } = parse(readFileSync(WORKFLOW, "utf8")) as Workflow;
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const scripts = lines.flatMap((line) => /npm run (?:-s )?([\w:-]+)/.exec(line)?.[1] ?? []);
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([]);
  const { release, ...others } = jobs;
  expect(release?.needs?.toSorted()).toEqual(Object.keys(others).sort());
});

test("the release names every package that it brings along", () => {
  const line = /npm sbom [^>]+/.exec(readFileSync(WORKFLOW, "utf8"))![0];
  const { status, stdout } = spawnSync("bash", ["-c", line], { encoding: "utf8", maxBuffer: 50_000_000 });
  expect(status).toBe(0);
  const { bomFormat, components } = JSON.parse(stdout) as {
    bomFormat: string;
    components: { name: string }[];
  };
  expect(bomFormat).toBe("CycloneDX");
  const names = components.map(({ name }) => name);
  for (const name of Object.keys(manifest.dependencies)) expect(names).toContain(name);
});
