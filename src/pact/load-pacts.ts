import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../contract/errors.ts";
import { MAX_DOCUMENT_BYTES } from "../contract/parse-document.ts";
import type { Pact } from "./interaction.ts";
import { readPact } from "./read-pact.ts";

/** How long a URL may take to give its pact, in milliseconds. */
const FETCH_TIMEOUT_MS = 30_000;

/** How to fetch pacts from URLs: as a broker asks for it. */
export interface PactCredentials {
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

/**
 * The pacts of files, folders (their `.json` files) and http(s) URLs, in the order given.
 * @throws UsageError where one cannot be read, is no pact, or a folder holds none
 */
export async function loadPacts(
  sources: readonly string[],
  credentials: PactCredentials = {},
): Promise<Pact[]> {
  if (sources.length === 0) {
    throw new UsageError("no-pact", "no pact was named", "name files, folders or URLs of pacts");
  }
  const named = (await Promise.all(sources.map(filesOf))).flat();
  return Promise.all(named.map(async (source) => readPact(await textOf(source, credentials), source)));
}

async function filesOf(source: string): Promise<string[]> {
  if (isUrl(source) || !(await isFolder(source))) return [source];
  const names = (await readdir(source)).filter((name) => name.endsWith(".json")).toSorted();
  if (names.length === 0)
    throw new UsageError("no-pact", `${source} holds no .json file`, "name another folder");
  return names.map((name) => join(source, name));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw new UsageError("pact-not-found", `${path} does not exist`, "name a file, folder or URL of pacts");
  }
}

async function textOf(source: string, credentials: PactCredentials): Promise<string> {
  if (!isUrl(source)) {
    if ((await stat(source)).size > MAX_DOCUMENT_BYTES) throw tooLarge(source);
    return readFile(source, "utf8");
  }
  const authorization = authorizationOf(credentials);
  try {
    const answer = await fetch(source, {
      headers: {
        accept: "application/hal+json, application/json",
        ...(authorization ? { authorization } : {}),
      },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`the answer is ${answer.status}`);
    if (Number(answer.headers.get("content-length")) > MAX_DOCUMENT_BYTES) throw tooLarge(source);
    return await answer.text();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw new UsageError(
      "pact-not-found",
      `${source} cannot be fetched: ${reason instanceof Error ? reason.message : String(reason)}`,
      "check the URL, and the credentials of the broker that serves it",
    );
  }
}

/** The Authorization header of a broker or a URL; `undefined` without credentials. */
export function authorizationOf({ token, username, password = "" }: PactCredentials): string | undefined {
  if (token !== undefined) return `Bearer ${token}`;
  if (username === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

function tooLarge(source: string): UsageError {
  return new UsageError(
    "pact-too-large",
    `${source} is larger than ${MAX_DOCUMENT_BYTES} bytes`,
    "split it up",
  );
}
