import { execFile } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { fileProblem } from "../file-problem.ts";
import type { JsonObject } from "../json/json.ts";
import { MAX_DOCUMENT_BYTES, parseDocument } from "../openapi/parse-document.ts";
import { UsageError } from "../usage-error.ts";
import { checkReferences } from "./check-references.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 30_000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Loads an OpenAPI document from a file, from `git:REF:PATH` (in the repository at `cwd`), or from a URL on loopback.
 * @throws UsageError where it cannot be read, refers to other documents, or refers to nothing.
 */
export async function loadDocument(source: string, cwd: string = process.cwd()): Promise<JsonObject> {
  const document = parseDocument(await readSource(source, cwd), source);
  checkReferences(document, source);
  return document;
}

function readSource(source: string, cwd: string): Promise<string> {
  if (source.startsWith("git:")) return readGit(source, cwd);
  return /^[a-z][a-z\d+.-]+:\/\//i.test(source) ? readUrl(source) : readLocal(source);
}

async function readLocal(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > MAX_DOCUMENT_BYTES)
      throw new Error(`it is larger than ${MAX_DOCUMENT_BYTES / 1024 ** 2} MB`);
    return await readFile(path, "utf8");
  } catch (error) {
    throw unavailable(path, error, "give a path to a YAML or JSON file");
  }
}

async function readGit(source: string, cwd: string): Promise<string> {
  const [, ref = "", path = ""] = /^git:([^:]+):(.+)$/.exec(source) ?? [];
  // An argument that begins with a dash would be an option to git.
  if (ref === "" || path === "" || ref.startsWith("-")) {
    throw new UsageError(
      `${source} does not name a file in git`,
      "write `git:REF:PATH`, for example `git:main:openapi.yaml`",
    );
  }
  try {
    const { stdout } = await run("git", ["show", "--no-textconv", `${ref}:${path}`], {
      cwd,
      maxBuffer: MAX_DOCUMENT_BYTES,
      timeout: TIMEOUT_MS,
    });
    return stdout;
  } catch (error) {
    throw unavailable(
      source,
      error,
      "check the name with `git show`; paths count from the root of the repository, or begin with ./",
    );
  }
}

async function readUrl(source: string): Promise<string> {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || !LOOPBACK.test(url.hostname)) {
    throw new UsageError(`${source} is not on this machine`, "download the document, and give its path");
  }
  try {
    const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the answer is ${response.status}`);
    return await readBounded(response);
  } catch (error) {
    throw unavailable(source, error, "check that the server is running");
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new Error(`it is larger than ${MAX_DOCUMENT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function unavailable(source: string, error: unknown, hint: string): UsageError {
  const reason = fileProblem(error).trim().split("\n").at(-1);
  return new UsageError(`cannot read ${source}: ${reason}`, hint);
}
