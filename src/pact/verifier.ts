import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { stripVTControlCharacters } from "node:util";
import { isObject, type JsonObject, jsonOf } from "../json/json.ts";
import { objectAt, objectsAt } from "../json/member.ts";
import { UsageError } from "../usage-error.ts";

/** One interaction as the Pact verifier judged it. */
export interface JudgedInteraction {
  /** `pending` failed, and the pact says that it does not count. */
  readonly outcome: "pass" | "fail" | "pending" | "inconclusive" | "skipped";
  /** Why it was not judged. */
  readonly reason?: string;
  /** Where it failed. */
  readonly mismatches: readonly Mismatch[];
}

/** One difference between the answer expected and the answer given. */
export interface Mismatch {
  readonly part: "status" | "header" | "body";
  /** JSON path in the body, or name of the header; empty for the status. */
  readonly path: string;
  readonly message: string;
}

/**
 * Runs the Pact verifier with these arguments; `folder` takes its report. What it says of an interaction is asked for by
 * the `_id` in the pact, which no two may share: descriptions need not differ.
 */
export async function runVerifier(
  args: readonly string[],
  folder: string,
): Promise<(id: string) => JudgedInteraction> {
  const file = join(folder, "verification.json");
  const { exit, stdout } = await runPactTool([
    ...["verifier", ...args, "--json", file, "--no-colour", "--loglevel", "none"],
  ]);
  const judged = judgedIn(objectAt(jsonOf(await readFile(file, "utf8").catch(() => ""))));
  // Where it could not even begin, the verifier lists why among its failures.
  const failures = stripVTControlCharacters(stdout).matchAll(/^\d+\) (.+)$/gm);
  const trouble = [...failures].map(([, failure]) => failure).join("; ");
  const reason = judged.size > 0 ? "it was not verified" : trouble || `the verifier ended with ${exit}`;
  return (id) => judged.get(id) ?? unjudged("inconclusive", reason);
}

// A failed interaction is reported twice: in the list of results without its reason, and in one of two lists of reasons.
function judgedIn(report: JsonObject): Map<string, JudgedInteraction> {
  const failed = new Map([
    ...failuresIn(report, "errors", "fail"),
    ...failuresIn(report, "pendingErrors", "pending"),
  ]);
  return new Map(
    objectsAt(report, "interactionResults").map(({ interactionId, result }) => {
      const id = String(interactionId);
      if (result === "OK") return [id, { outcome: "pass", mismatches: [] }];
      return [id, failed.get(id) ?? unjudged("inconclusive", "the verifier gives no reason")];
    }),
  );
}

function failuresIn(
  report: JsonObject,
  list: "errors" | "pendingErrors",
  outcome: "fail" | "pending",
): [id: string, judged: JudgedInteraction][] {
  return objectsAt(report, list).map(({ mismatch }) => {
    const { interactionId, mismatches, message } = objectAt(mismatch);
    const judged = Array.isArray(mismatches)
      ? { outcome, mismatches: mismatches.filter(isObject).map(mismatchOf) }
      : unjudged("inconclusive", `the verifier could not judge it: ${String(message)}`);
    return [String(interactionId), judged];
  });
}

function mismatchOf({ type, path, key, mismatch }: JsonObject): Mismatch {
  return {
    part: type === "StatusMismatch" ? "status" : type === "HeaderMismatch" ? "header" : "body",
    path: String(path ?? key ?? ""),
    message: String(mismatch),
  };
}

/** An interaction that could not be judged, or was not to be. */
export function unjudged(outcome: "inconclusive" | "skipped", reason: string): JudgedInteraction {
  return { outcome, reason, mismatches: [] };
}

/**
 * Runs the ecosystem's own `pact` tool, which gets files and the loopback, and never a secret: its exit code, or the name
 * of the signal that ended it, and what it printed.
 * @throws UsageError where the tool does not exist for this platform
 */
export async function runPactTool(args: readonly string[]) {
  const child = spawn(toolPath(), args, { env: environment(), stdio: ["ignore", "pipe", "ignore"] });
  const [stdout, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
  const exit: number | string = code ?? signal ?? "ended";
  return { exit, stdout };
}

// Variables of the tool's own would filter interactions or report on us without a word; the provider's key is not its.
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PACT_|OTEL_|OPENCX_)/i.test(name));
  const direct = [process.env.NO_PROXY ?? process.env.no_proxy, "127.0.0.1", "localhost"]
    .filter(Boolean)
    .join(",");
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: "true", NO_PROXY: direct, no_proxy: direct };
}

function toolPath(): string {
  const os = process.platform === "win32" ? "windows" : process.platform;
  try {
    const tool = import.meta.resolve("@pact-foundation/pact-cli/package.json");
    const binary = createRequire(tool).resolve(
      `@pact-foundation/pact-cli-${os}-${process.arch}/package.json`,
    );
    return join(dirname(binary), "standalone", os === "windows" ? "pact.exe" : "pact");
  } catch {
    throw new UsageError(
      `the pact tool is not installed for ${os} on ${process.arch}`,
      "install opencx-conformance with its optional dependencies, on Linux, macOS or Windows",
    );
  }
}
