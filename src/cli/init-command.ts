import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { stringify } from "yaml";
import { UsageError } from "../usage-error.ts";
import type { Behaviour } from "./command.ts";
import { COMMAND } from "./command-name.ts";
import { CONFIG_FILES } from "./config.ts";
import type { Flag } from "./flag.ts";
import { type CommandOptions, commandFlags } from "./flags.ts";
import { prepareOutput, writeOutput } from "./output-file.ts";

type InitOptions = CommandOptions<"init">;

/** What is asked on a terminal where no option says it. */
interface Answers {
  readonly kind: NonNullable<InitOptions["kind"]>;
  readonly ci: NonNullable<InitOptions["ci"]>;
  readonly url: string;
  readonly start: string;
  readonly program: string;
}

const CONFIG = "opencx-conformance.config.yaml";
const JOBS = { github: ".github/workflows/conformance.yml", gitlab: ".gitlab-ci.yml" } as const;
const SCHEMA = "./node_modules/opencx-conformance/spec/schemas/config.schema.json";

/** Writes a configuration file and a job for CI; what is there stays as it is. */
export const initCommand: Behaviour<"init"> = {
  async run(options) {
    const answers = await answersOf(options);
    const files = [
      [CONFIG, configOf(answers)],
      ...(answers.ci === "none" ? [] : [[JOBS[answers.ci], jobOf(answers)] as const]),
    ] as const;
    const taken = [...CONFIG_FILES, ...files.map(([file]) => file)].find((file) => existsSync(file));
    if (taken !== undefined)
      throw new UsageError(
        `${taken} exists, and nothing was written`,
        CONFIG_FILES.includes(taken)
          ? "edit it, or remove it first"
          : "write the job by hand, as docs/ci.md shows, with --ci none here",
      );
    for (const [file] of files) prepareOutput(file, file === CONFIG ? "the configuration" : "the job");
    for (const [file, text] of files) {
      const problem = writeOutput(file, text);
      if (problem !== undefined) throw new UsageError(problem, "make room, and run it again");
      process.stdout.write(`  written: ${file}\n`);
    }
    const next =
      answers.kind === "provider"
        ? `set OPENCX_API_KEY, then run: ${COMMAND} doctor`
        : `then run: ${COMMAND} consumer -- ${answers.program}`;
    process.stdout.write(`look through ${files.length === 1 ? "it" : "them"}; ${next}\n`);
    return 0;
  },
};

/** What the options say, and on a terminal the user; else the defaults. */
async function answersOf({ kind, ci, url, start, program }: InitOptions): Promise<Answers> {
  const asks = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const terminal = asks ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  const ask = async <T>(
    flag: Flag<T>,
    given: T | undefined,
    question: string,
    fallback: string,
  ): Promise<T> => {
    if (given !== undefined) return given;
    for (;;) {
      const answer = (await terminal?.question(`${question} [${fallback}] `))?.trim() || fallback;
      try {
        return flag.read(answer) as T;
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        process.stdout.write(`${error.message}; ${error.hint}\n`);
      }
    }
  };
  try {
    const flags = commandFlags.init;
    const what = await ask<Answers["kind"]>(flags.kind, kind, "provider or consumer?", "provider");
    const isProvider = what === "provider";
    const idle = isProvider ? { program } : { url, start };
    const other = Object.entries(idle).find(([, value]) => value !== undefined)?.[0];
    if (other !== undefined)
      throw new UsageError(
        `--${other} does not go with a ${what}`,
        `leave it out, or give --kind ${isProvider ? "consumer" : "provider"}`,
      );
    return {
      kind: what,
      url: isProvider
        ? (await ask(flags.url, url, "URL of the provider?", "http://127.0.0.1:8080")).href.replace(/\/$/, "")
        : "",
      start: isProvider ? await ask(flags.start, start, "command that starts it?", "npm start") : "",
      program: isProvider
        ? ""
        : await ask(flags.program, program, "command that runs the program?", "npm start"),
      ci: await ask<Answers["ci"]>(flags.ci, ci, "job for github, gitlab or none?", "none"),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ABORT_ERR") throw error;
    throw new UsageError(
      "a question was left without an answer, and nothing was written",
      "answer it, or give the options that `init --help` lists",
    );
  } finally {
    terminal?.close();
  }
}

function configOf({ kind, url, start, program }: Answers): string {
  const head = `# yaml-language-server: $schema=${SCHEMA}\n# All options: docs/options.md of opencx-conformance.\n`;
  return kind === "provider"
    ? `${head}# The key comes from the variable OPENCX_API_KEY.\n${stringify({ url, start, report: ["html", "junit"] })}`
    : `${head}# Judge the program with: consumer -- ${program}\n${stringify({ report: ["html", "junit"], consumer: { name: program, profile: "standard" } })}`;
}

function jobOf({ kind, ci, program }: Answers): string {
  const run = `npx --yes opencx-conformance${kind === "provider" ? "" : ` consumer -- ${program}`}`;
  if (ci === "gitlab")
    return stringify({
      "opencx-conformance": {
        image: "node:24",
        script: ["npm ci", run],
        artifacts: { when: "always", paths: ["report.html"], reports: { junit: "junit.xml" } },
      },
    }).replace(/^/, kind === "provider" ? "# Give the key in the masked variable OPENCX_API_KEY.\n" : "");
  return stringify({
    name: "conformance",
    on: "pull_request",
    permissions: { contents: "read" },
    jobs: {
      conformance: {
        "runs-on": "ubuntu-latest",
        ...(kind === "provider" ? { env: { OPENCX_API_KEY: `\${{ secrets.OPENCX_API_KEY }}` } } : {}),
        steps: [
          { uses: "actions/checkout@v4" },
          { uses: "actions/setup-node@v4", with: { "node-version": 24 } },
          { run: "npm ci" },
          { run },
          {
            if: "always()",
            uses: "actions/upload-artifact@v4",
            with: { name: "opencx-conformance", path: "report.html\njunit.xml\n" },
          },
        ],
      },
    },
  });
}
