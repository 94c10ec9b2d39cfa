import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { MAX_DOCUMENT_BYTES } from "../openapi/parse-document.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import type { PactAccess } from "./access.ts";
import { ask } from "./ask.ts";
import type { Pact } from "./interaction.ts";
import { readPact } from "./read-pact.ts";
import { refusalText } from "./refusal.ts";

/**
 * The pacts of files, folders (their `.json` files) and http(s) URLs, in the order given.
 * @throws UsageError where one cannot be read, is not a pact, or a folder holds none
 * @throws UnavailableError where a URL does not give its pact
 */
export async function loadPacts(sources: readonly string[], access: PactAccess = {}): Promise<Pact[]> {
  if (sources.length === 0) {
    throw new UsageError("no-pact", "no pact was named", "name files, folders or URLs of pacts");
  }
  const named = (await Promise.all(sources.map(filesOf))).flat();
  return Promise.all(named.map((source) => (isUrl(source) ? pactAt(source, access) : pactIn(source))));
}

/** Whether the source of a pact is a URL, and not a file or a folder. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
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

async function pactIn(file: string): Promise<Pact> {
  if ((await stat(file)).size > MAX_DOCUMENT_BYTES) {
    throw new UsageError(
      "pact-too-large",
      `${file} is larger than ${MAX_DOCUMENT_BYTES} bytes`,
      "split it up",
    );
  }
  return readPact(await readFile(file, "utf8"), file);
}

async function pactAt(source: string, access: PactAccess): Promise<Pact> {
  const text = await textAt(source, access);
  try {
    return readPact(text, source);
  } catch (error) {
    // A server that answers something else, such as a page to log in, is no mistake of the command line.
    if (error instanceof UsageError) throw new UnavailableError(error.message, error.hint);
    throw error;
  }
}

async function textAt(source: string, access: PactAccess): Promise<string> {
  const url = pactUrl(source);
  const answer = await ask(`cannot fetch ${source}`, url, access);
  if (answer.ok) return answer.text;
  const hint =
    answer.status === 401 || answer.status === 403
      ? "name its broker with --broker-url and give its credentials: they are sent to the broker alone"
      : "check the URL";
  throw new UnavailableError(`cannot fetch ${source}: ${refusalText(answer)}`, hint);
}

function pactUrl(source: string): URL {
  if (!URL.canParse(source)) throw new UsageError("bad-url", `"${source}" is not a valid URL`, "check it");
  const url = new URL(source);
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      "bad-url",
      `the URL of a pact at ${url.host} holds a user name or password`,
      "name its broker with --broker-url, and give credentials with --broker-username and --broker-password",
    );
  }
  return url;
}
