import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { runPactTool } from "./pact-tool.ts";

/** One interaction as the Pact verifier judged it; neither failure nor trouble where all matched. */
export interface VerifiedInteraction {
  readonly failure?: VerifierFailure;
  /** Why the verifier could not judge it. */
  readonly trouble?: string;
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
  /** By their `_id` in the pact, which no two may share: descriptions need not differ. */
  readonly interactions: ReadonlyMap<string, VerifiedInteraction>;
  readonly trouble?: string;
}

/** Runs the Pact verifier with these arguments; `folder` takes its report. */
export async function runVerifier(args: readonly string[], folder: string): Promise<VerifierReport> {
  const file = join(folder, "verification.json");
  const { exit, stdout } = await runPactTool([
    ...["verifier", ...args, "--json", file, "--no-colour", "--loglevel", "none"],
  ]);
  const report = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Json,
    () => undefined,
  );
  const interactions = isObject(report) ? verified(report) : new Map<string, VerifiedInteraction>();
  return {
    interactions,
    ...(interactions.size === 0 ? { trouble: troubleOf(stdout) ?? `the verifier ended with ${exit}` } : {}),
  };
}

// Where it could not even begin, the verifier lists why among its failures.
function troubleOf(stdout: string): string | undefined {
  const failures = stripVTControlCharacters(stdout).matchAll(/^\d+\) (.+)$/gm);
  return [...failures].map(([, failure]) => failure).join("; ") || undefined;
}

// A failed interaction is told twice: in the list of results without its reason, and in one of two lists of reasons.
function verified(report: JsonObject): Map<string, VerifiedInteraction> {
  const reasons = new Map([...reasonsIn(report.errors, false), ...reasonsIn(report.pendingErrors, true)]);
  return new Map(
    objectsOf(report.interactionResults).map(({ interactionId, result }) => {
      const id = String(interactionId);
      const failed = reasons.get(id) ?? { trouble: "the verifier gives no reason" };
      return [id, result === "OK" ? {} : failed];
    }),
  );
}

function reasonsIn(list: Json | undefined, pending: boolean): [id: string, reason: VerifiedInteraction][] {
  return objectsOf(list).map(({ mismatch }) => {
    const reason = isObject(mismatch) ? mismatch : {};
    const judged = Array.isArray(reason.mismatches);
    return [
      String(reason.interactionId),
      judged
        ? { failure: { pending, mismatches: objectsOf(reason.mismatches).map(mismatchOf) } }
        : { trouble: `the verifier could not judge it: ${String(reason.message)}` },
    ];
  });
}

function mismatchOf({ type, path, key, mismatch }: JsonObject): Mismatch {
  return {
    part: type === "StatusMismatch" ? "status" : type === "HeaderMismatch" ? "header" : "body",
    path: String(path ?? key ?? ""),
    message: String(mismatch),
  };
}

function objectsOf(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
