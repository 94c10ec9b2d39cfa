import manifest from "../../package.json" with { type: "json" };

/** How the user calls the command: as installed, or from a checkout. */
export const COMMAND = /\.c?ts$/.test(process.argv[1] ?? "")
  ? "npm run -s conformance --"
  : "npx opencx-conformance";

export const SUITE_VERSION: string = manifest.version;

/** What a report says of the suite that made it; `contract` is the digest of the document that was judged by. */
export function suiteFacts(contract: string): { name: string; version: string; contract: string } {
  return { name: manifest.name, version: SUITE_VERSION, contract };
}
