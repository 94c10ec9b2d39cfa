import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isObject, type Json, type JsonObject } from "../contract/words.ts";
import { runPactTool } from "./pact-tool.ts";

/** One interaction as the Pact verifier judged it. */
export interface VerifiedInteraction {
  readonly description: string;
  /** `undefined` where all matched. */
  readonly failure?: VerifierFailure;
}

export interface VerifierFailure {
  /** A pending interaction does not fail the verification. */
  readonly pending: boolean;
  readonly mismatches: readonly Mismatch[];
}

/** One difference between the answer expected and the answer given. */
export interface Mismatch {
  readonly part: "status" | "header" | "body";
  /** JSON path in the body, or name of the header; empty for the status. */
  readonly path: string;
  readonly message: string;
}

/** What a run of the verifier says; without interactions, `trouble` is what it printed instead. */
export interface VerifierReport {
  readonly interactions: readonly VerifiedInteraction[];
  /** Notices of a broker, as it wrote them. */
  readonly notices: readonly string[];
  readonly trouble?: string;
}

/** Runs the Pact verifier with these arguments; `folder` takes its report. */
export async function runVerifier(
  args: readonly string[],
  folder: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<VerifierReport> {
  const file = join(folder, "verification.json");
  const { exit, stdout } = await runPactTool(
    ["verifier", ...args, "--json", file, "--no-colour", "--loglevel", "none"],
    secrets,
  );
  const report = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Json,
    () => undefined,
  );
  const interactions = isObject(report) ? verified(report) : [];
  const notices = isObject(report) && Array.isArray(report.notices) ? report.notices.filter(isObject) : [];
  return {
    interactions,
    notices: notices.map(({ text }) => String(text)),
    ...(interactions.length === 0 ? { trouble: troubleOf(stdout) ?? `the verifier ended with ${exit}` } : {}),
  };
}

// Where it could not even begin, the verifier lists why among its failures.
function troubleOf(stdout: string): string | undefined {
  const failures = stripVTControlCharacters(stdout).matchAll(/^\d+\) (.+)$/gm);
  return [...failures].map(([, failure]) => failure).join("; ") || undefined;
}

// A failed interaction is told twice: in the list of results without its reason, and in one of the two lists of
// reasons, which keep the order of the results.
function verified(report: JsonObject): VerifiedInteraction[] {
  const failing = { errors: objectsOf(report.errors), pendingErrors: objectsOf(report.pendingErrors) };
  return objectsOf(report.interactionResults).map(({ description: name, result }) => {
    const description = String(name);
    if (result === "OK") return { description };
    const pending =
      !isAbout(failing.errors[0], description) && isAbout(failing.pendingErrors[0], description);
    const reason = (pending ? failing.pendingErrors : failing.errors).shift();
    return { description, failure: { pending, mismatches: mismatchesOf(reason?.mismatch) } };
  });
}

function isAbout(reason: JsonObject | undefined, description: string): boolean {
  return String(reason?.interaction).endsWith(` - ${description}`);
}

function mismatchesOf(reason: Json | undefined): Mismatch[] {
  if (!isObject(reason)) return [];
  if (!Array.isArray(reason.mismatches))
    return [{ part: "status", path: "", message: String(reason.message) }];
  return reason.mismatches.filter(isObject).map(({ type, path, key, mismatch }) => ({
    part: type === "StatusMismatch" ? "status" : type === "HeaderMismatch" ? "header" : "body",
    path: String(path ?? key ?? ""),
    message: String(mismatch),
  }));
}

function objectsOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
