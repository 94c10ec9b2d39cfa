import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { judgeProvider } from "./judge.ts";
import type { Measured } from "./page.ts";
import { matrixPage } from "./page.ts";

// npm run matrix [-- SEEDS [published]]: judges every fault and every variant over a real socket, and writes
// docs/kill-matrix.{md,json}. With "published" it draws no pairs of effect and trigger.
const seeds = Number(process.argv[2] ?? 10);
const drawn = process.argv[3] === "published" ? "0" : "1";
/** More than there are processors: a run that waits for a late read uses none. */
const parts = 4 * availableParallelism();
const measured: Measured[] = [];

function work(part: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("./work.ts", import.meta.url)), String(part), String(parts), String(seeds), drawn],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  createInterface({ input: child.stdout }).on("line", (line) => {
    measured.push(JSON.parse(line) as Measured);
    if (measured.length % 50 === 0) process.stderr.write(`${measured.length} runs\n`);
  });
  return new Promise((resolve, reject) => {
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`a part of the matrix ended with ${code}`)),
    );
  });
}

await Promise.all(Array.from({ length: parts }, (_, part) => work(part)));
writeFileSync("docs/kill-matrix.json", `${JSON.stringify(measured)}\n`);
const { result } = await judgeProvider(createReferenceProvider, { seed: 1 });
const { page, sound } = matrixPage(measured, seeds, result.coverage ?? []);
writeFileSync("docs/kill-matrix.md", page);
process.exitCode = sound ? 0 : 1;
