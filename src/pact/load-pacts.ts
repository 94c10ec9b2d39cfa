import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileProblem } from "../file-problem.ts";
import { UnavailableError, UsageError } from "../usage-error.ts";
import { ask, type PactAccess } from "./ask.ts";
import type { Pact } from "./interaction.ts";
import { readPact } from "./read-pact.ts";
import { refusalText } from "./refusal.ts";

/**
 * The pacts of files, folders (their `.json` files) and http(s) URLs, in the order given.
 * @throws UsageError where one cannot be read, is not a pact, or a folder holds none
 * @throws UnavailableError where a URL does not give its pact
 */
export async function loadPacts(sources: readonly string[], access: PactAccess = {}): Promise<Pact[]> {
  if (sources.length === 0) throw new UsageError("no pact was named", "name files, folders or URLs of pacts");
  const loaded = sources.map(async (source) =>
    isUrl(source) ? [await pactAt(source, access)] : pactsIn(source),
  );
  return (await Promise.all(loaded)).flat();
}

/** Whether the source of a pact is a URL, and not a file or a folder. */
export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

async function pactsIn(source: string): Promise<Pact[]> {
  const info = await readable(source, stat(source));
  if (!info.isDirectory()) return [readPact(await readable(source, readFile(source, "utf8")), source)];
  const files = (await readable(source, readdir(source))).filter((name) => name.endsWith(".json"));
  if (files.length === 0) throw new UsageError(`${source} holds no .json file`, "name another folder");
  return (await Promise.all(files.toSorted().map((name) => pactsIn(join(source, name))))).flat();
}

async function readable<T>(path: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const message = `cannot read ${path}: ${fileProblem(error)}`;
    throw new UsageError(message, "name a file, folder or URL of pacts");
  }
}

async function pactAt(source: string, access: PactAccess): Promise<Pact> {
  const answer = await ask(`cannot fetch ${source}`, pactUrl(source), access);
  if (!answer.ok) {
    const hint =
      answer.status === 401 || answer.status === 403
        ? "name its broker with --broker-url and give its credentials: they are sent to the broker alone"
        : "check the URL";
    throw new UnavailableError(`cannot fetch ${source}: ${refusalText(answer)}`, hint);
  }
  try {
    return readPact(answer.text, source);
  } catch (error) {
    // If a server answers something else, such as a page to log in, the command line was still right.
    if (error instanceof UsageError) throw new UnavailableError(error.message, error.hint);
    throw error;
  }
}

function pactUrl(source: string): URL {
  const url = URL.parse(source);
  if (url === null) throw new UsageError(`"${source}" is not a valid URL`, "check it");
  if (url.username !== "" || url.password !== "") {
    throw new UsageError(
      `the URL of a pact at ${url.host} holds a user name or password`,
      "name its broker with --broker-url, and give credentials with --broker-username and --broker-password",
    );
  }
  return url;
}
