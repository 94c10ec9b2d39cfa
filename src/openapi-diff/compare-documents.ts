import type { JsonObject } from "../json/json.ts";
import type { Change, Level } from "./change.ts";
import {
  compareOperations,
  compareOutgoing,
  type FoundOperation,
  inheritSecurity,
  inheritServers,
  operationsOf,
  PARAMETER,
  type Setting,
  templateOf,
} from "./compare-operations.ts";
import { createComparisons } from "./compare-schema.ts";
import { compareSecurity, DOCUMENT_SECURITY } from "./compare-security.ts";
import { compareSecuritySchemes } from "./compare-security-schemes.ts";
import { addressesOf, compareServers } from "./compare-servers.ts";
import { keysOfEither } from "./keys-of-either.ts";
import { removalOf } from "./lifecycle.ts";
import { entries, rootSpot, type Spot, text } from "./reader.ts";
import { changesOf, type Draft, wholeDocument } from "./report.ts";
import { createSource } from "./schema/node.ts";

/** `today` (`YYYY-MM-DD`) decides whether a sunset date has passed; the present day unless given. */
export interface CompareOptions {
  readonly today?: string;
}

/**
 * Every change from one OpenAPI 3.0 or 3.1 document to another, judged by what it means rather than by how it is
 * spelled; the worst first within an operation, operations in the order of their paths.
 */
export function compareDocuments(
  base: JsonObject,
  revision: JsonObject,
  options: CompareOptions = {},
): Change[] {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const setting: Setting = { comparisons: createComparisons(), today, outgoing: new Map() };
  const [old, fresh] = [rootSpot(createSource(base)), rootSpot(createSource(revision))];
  const pairs = operationPairs(old, fresh);
  const changes = [
    ...changesOf(wholeDocument, compareRoots(setting, old, fresh, pairs)),
    ...pairs.flatMap((pair) => compareOperation(setting, pair)),
  ];
  const order: Record<Level, number> = { breaking: 0, risky: 1, safe: 2 };
  return changes.sort(
    (a, b) =>
      compareText(pathFirst(a), pathFirst(b)) ||
      order[a.level] - order[b.level] ||
      compareText(a.location, b.location) ||
      compareText(a.id, b.id),
  );
}

/** The operations of a document, each as `METHOD /path`. */
export function operationNames(document: JsonObject): string[] {
  return [...pathsOf(rootSpot(createSource(document))).values()].flatMap(([path, item]) =>
    operationsOf(path, item).map(({ method }) => `${method} ${path}`),
  );
}

function pathFirst(change: Change): string {
  return change.operation.split(" ").reverse().join(" ");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareRoots(
  setting: Setting,
  base: Spot,
  revision: Spot,
  pairs: readonly OperationPair[],
): Draft[] {
  // What the document says for all of its operations counts for those that say nothing of their own.
  const isInherited = (inherit: (old: FoundOperation, fresh: FoundOperation) => boolean) =>
    pairs.some(({ old, fresh }) => old && fresh && inherit(old, fresh));
  return [
    ...(isInherited(inheritServers) ? compareServers([base], [revision]) : []),
    ...(isInherited(inheritSecurity) ? compareSecurity(base, revision, DOCUMENT_SECURITY) : []),
    ...compareSecuritySchemes(base, revision),
    ...compareOutgoing(setting, "webhook", entries(base, "webhooks"), entries(revision, "webhooks")),
  ];
}

/** An operation that at least one of the editions has. */
interface OperationPair {
  readonly template: string;
  readonly old: FoundOperation | undefined;
  readonly fresh: FoundOperation | undefined;
  readonly isPathRemoved: boolean;
}

function operationPairs(base: Spot, revision: Spot): OperationPair[] {
  const olds = pathsOf(base);
  const news = asBefore(olds, pathsOf(revision));
  return keysOfEither(olds, news).flatMap((template) => {
    const [before, after] = [byMethod(olds.get(template)), byMethod(news.get(template))];
    return keysOfEither(before, after).map((method) => ({
      template,
      old: before.get(method),
      fresh: after.get(method),
      isPathRemoved: !news.has(template),
    }));
  });
}

function byMethod(path: [string, Spot] | undefined): Map<string, FoundOperation> {
  const operations = path === undefined ? [] : operationsOf(...path);
  return new Map(operations.map((operation) => [operation.method, operation]));
}

function compareOperation(
  setting: Setting,
  { template, old, fresh, isPathRemoved }: OperationPair,
): Change[] {
  if (old !== undefined) {
    const drafts =
      fresh === undefined ? [removed(setting, old, isPathRemoved)] : compareOperations(setting, old, fresh);
    return changesOf(namesOf(old, template), drafts);
  }
  return fresh === undefined ? [] : changesOf(namesOf(fresh, template), [added(fresh)]);
}

/** Path items by their template, in which the names of path parameters do not stand. */
type Paths = Map<string, [path: string, item: Spot]>;

function pathsOf(spot: Spot): Paths {
  return new Map(entries(spot, "paths").map(([path, item]) => [templateOf(path), [path, item]]));
}

/**
 * The paths of REVISION whose base path moved from the servers into them, or back: each with what it would be called if it had
 * stayed where BASE has it.
 */
export function movedPaths(base: JsonObject, revision: JsonObject): Map<string, string> {
  const [olds, news] = [base, revision].map((one) => pathsOf(rootSpot(createSource(one)))) as [Paths, Paths];
  const moved = [...asBefore(olds, news)].flatMap(([template, [path]]) => {
    const names = path.match(PARAMETER) ?? [];
    const own = names.slice(names.length - (template.match(PARAMETER) ?? []).length);
    return template === templateOf(path)
      ? []
      : [[path, template.replace(PARAMETER, () => own.shift() ?? "{}")] as const];
  });
  return new Map(moved);
}

/** The paths of REVISION; where the base path moved from the servers into them, or back, under the templates of BASE. */
function asBefore(olds: Paths, news: Paths): Paths {
  const gone = [...olds].filter(([template]) => !news.has(template));
  const before = new Map(
    gone.flatMap(([template, [, item]]) =>
      addressesOf(template, item).map((address) => [address, template] as const),
    ),
  );
  const paired: Paths = new Map();
  for (const [template, one] of news) {
    const known = olds.has(template)
      ? undefined
      : addressesOf(template, one[1])
          .map((address) => before.get(address))
          .find((old) => old !== undefined && !paired.has(old));
    paired.set(known ?? template, one);
  }
  return paired;
}

function namesOf(operation: FoundOperation, template: string) {
  return { name: `${operation.method} ${operation.path}`, key: `${operation.method} ${template}` };
}

const REMOVED_WITH_ITS_PATH = {
  nothing: "api-path-removed-without-deprecation",
  "no date": "api-path-removed-without-sunset",
  "a later date": "api-path-removed-before-sunset",
  "a date that has passed": "api-path-removed-with-deprecation",
} as const;

const REMOVED = {
  nothing: "api-removed-without-deprecation",
  "no date": "api-removed-without-sunset",
  "a later date": "api-removed-before-sunset",
  "a date that has passed": "api-removed-with-deprecation",
} as const;

function removed(setting: Setting, operation: FoundOperation, wholePath: boolean): Draft {
  const { announced, description } = removalOf(operation.spot, setting.today);
  const unstable = /^(draft|alpha)$/.test(text(operation.spot, "x-stability-level") ?? "");
  return {
    id: (wholePath ? REMOVED_WITH_ITS_PATH : REMOVED)[announced],
    ...(unstable ? { level: "safe" } : {}),
    direction: "none",
    location: "operation",
    basePlace: operation.spot.pointer,
    message: `The operation ${description}.`,
  };
}

function added(operation: FoundOperation): Draft {
  return {
    id: "endpoint-added",
    direction: "none",
    location: "operation",
    revisionPlace: operation.spot.pointer,
    message: "The operation was added.",
  };
}
