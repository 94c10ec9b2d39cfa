import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Writes what the main job prints into README.md, without its time. With --check it writes nothing, and fails if a figure
// there is stale: any but the requests, which include polls.

const file = new URL("../README.md", import.meta.url);
const launch = fileURLToPath(new URL("../src/cli/launch.cts", import.meta.url));
const { OPENCX_BASE_URL: _url, OPENCX_API_KEY: _key, ...env } = process.env;
const run = spawnSync(process.execPath, [launch, "--seed", "1"], {
  encoding: "utf8",
  env: { ...env, NO_COLOR: "1" },
});
const shown = run.stdout.replace(/[\d.]+ s(?=, seed)/, "… s");
const block = /(?<=<!-- run -->\n```\n).*(?=```\n<!-- \/run -->)/s;
const text = readFileSync(file, "utf8");
const lasting = (output: string) => output.replace(/[\d,]+ requests/, "");

if (!process.argv.includes("--check"))
  writeFileSync(
    file,
    text.replace(block, () => shown),
  );
else if (lasting(block.exec(text)?.[0] ?? "") !== lasting(shown)) {
  process.stderr.write(
    `README.md shows another run: run \`npm run generate:readme\` and commit the result\n${shown}`,
  );
  process.exitCode = 1;
}
