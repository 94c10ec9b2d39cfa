import { findPackageJSON } from "node:module";
import { delimiter, dirname, join } from "node:path";

/** The folder of the package that this file belongs to. */
const PACKAGE_ROOT = dirname(findPackageJSON(import.meta.url) ?? "");

/**
 * The search path of the caller: without the folders that npm and npx put in front of it to find this suite. They may
 * hold a Node of the suite's own, and a program is to run on the caller's.
 */
export function callersPath(path: string, suiteRoot = PACKAGE_ROOT): string {
  const own = join(suiteRoot, "node_modules", ".bin");
  return path
    .split(delimiter)
    .filter(
      (entry) => entry !== own && !/[/\\]_npx[/\\][^/\\]+[/\\]node_modules[/\\]\.bin[/\\]?$/.test(entry),
    )
    .join(delimiter);
}
