import type { DocumentChangeId } from "./catalogue/document-changes.ts";
import { compareRequestBodies } from "./compare-bodies.ts";
import { compareParameters, parametersOf } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import type { Comparisons } from "./compare-schema.ts";
import { compareSecurity, OPERATION_SECURITY } from "./compare-security.ts";
import { compareServers, hasOwnServers, serverPlaces } from "./compare-servers.ts";
import { keysOfEither } from "./keys-of-either.ts";
import { type LifecycleEvent, lifecycleChange } from "./lifecycle.ts";
import { child, entries, read, type Spot, text } from "./reader.ts";
import type { Draft } from "./report.ts";

/** One operation in one document. */
export interface FoundOperation {
  readonly method: string;
  readonly path: string;
  readonly pathItem: Spot;
  readonly spot: Spot;
}

/** What a comparison of operations needs to know. `today` is `YYYY-MM-DD`. */
export interface Setting {
  readonly comparisons: Comparisons;
  readonly today: string;
  /**
   * What changed in outgoing requests that were compared already, or are being compared, by both places: a callback may
   * lead back to the path that it belongs to.
   */
  readonly outgoing: Map<string, readonly Draft[]>;
}

/** What changed in an operation that both documents have. */
export function compareOperations(setting: Setting, base: FoundOperation, revision: FoundOperation): Draft[] {
  const { comparisons, today } = setting;
  const parameters = [base, revision].map((one) => parametersOf(one.path, one.pathItem, one.spot)) as [
    Map<string, Spot>,
    Map<string, Spot>,
  ];
  const [old, fresh] = [templateOf(base.path), templateOf(revision.path)];
  return [
    ...lifecycle(base.spot, revision.spot),
    ...naming(base.spot, revision.spot),
    ...compareParameters(comparisons, ...parameters, today),
    ...compareRequestBodies(comparisons, base.spot, revision.spot),
    ...compareResponses(comparisons, base.spot, revision.spot),
    // Where both inherit, the change is the document's own.
    ...(inheritSecurity(base, revision) ? [] : compareSecurity(base.spot, revision.spot, OPERATION_SECURITY)),
    ...(inheritServers(base, revision)
      ? []
      : compareServers(
          serverPlaces(base.spot, base.pathItem),
          serverPlaces(revision.spot, revision.pathItem),
          old === fresh ? undefined : [old, fresh],
        )),
    ...compareCallbacks(setting, base.spot, revision.spot),
  ];
}

/** Whether an operation leaves to the document, in both editions, who may call it. */
export function inheritSecurity(...editions: readonly FoundOperation[]): boolean {
  return editions.every(({ spot }) => read(spot, "security") === undefined);
}

/** Whether an operation leaves to the document, in both editions, where its requests go, and stands under the same path. */
export function inheritServers(...editions: readonly FoundOperation[]): boolean {
  const templates = editions.map(({ path }) => templateOf(path));
  return (
    new Set(templates).size === 1 && editions.every(({ spot, pathItem }) => !hasOwnServers([spot, pathItem]))
  );
}

/** A parameter in a path. */
export const PARAMETER = /\{[^}]*\}/g;

/** A path without the names of its parameters. */
export function templateOf(path: string): string {
  return path.replace(PARAMETER, "{}");
}

const LIFECYCLE: Readonly<Record<LifecycleEvent, DocumentChangeId>> = {
  deprecated: "endpoint-deprecated",
  "deprecated with a date": "endpoint-deprecated-with-sunset",
  "deprecated with an unreadable date": "api-deprecated-sunset-parse",
  reactivated: "endpoint-reactivated",
  "date deleted": "sunset-deleted",
  "date unreadable": "api-sunset-parse",
  "date earlier": "api-sunset-date-changed-too-small",
  "date later": "api-sunset-date-changed",
};

function lifecycle(base: Spot, revision: Spot): Draft[] {
  const change = lifecycleChange(base, revision);
  if (change === undefined) return [];
  return [
    {
      id: LIFECYCLE[change.event],
      ...whole(base, revision),
      message: `The operation ${change.description}.`,
    },
  ];
}

function naming(base: Spot, revision: Spot): Draft[] {
  const found: Draft[] = [];
  const [old, fresh] = [text(base, "operationId"), text(revision, "operationId")];
  if (old !== fresh) {
    const id = old === undefined ? "api-operation-id-added" : "api-operation-id-removed";
    const message =
      old === undefined
        ? `The operation got the id \`${fresh}\`.`
        : `The operation lost the id \`${old}\`${fresh === undefined ? "" : ` for \`${fresh}\``}.`;
    found.push({ id, ...whole(base, revision), message });
  }
  const [before, after] = [tagsOf(base), tagsOf(revision)];
  for (const tag of before.filter((one) => !after.includes(one))) {
    found.push({
      id: "api-tag-removed",
      ...whole(base, revision),
      message: `The operation lost the tag \`${tag}\`.`,
      detail: tag,
    });
  }
  for (const tag of after.filter((one) => !before.includes(one))) {
    found.push({
      id: "api-tag-added",
      ...whole(base, revision),
      message: `The operation got the tag \`${tag}\`.`,
      detail: tag,
    });
  }
  return found;
}

function tagsOf(spot: Spot): string[] {
  const tags = read(spot, "tags");
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

function whole(base: Spot, revision: Spot) {
  return {
    direction: "none" as const,
    location: "operation",
    basePlace: base.pointer,
    revisionPlace: revision.pointer,
  };
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** The operations of a path item. */
export function operationsOf(path: string, pathItem: Spot): FoundOperation[] {
  return METHODS.flatMap((method) => {
    const spot = child(pathItem, method);
    return spot === undefined ? [] : [{ method: method.toUpperCase(), path, pathItem, spot }];
  });
}

function compareCallbacks(setting: Setting, base: Spot, revision: Spot): Draft[] {
  const named = (spot: Spot) =>
    entries(spot, "callbacks").flatMap(([name, callback]) =>
      Object.keys(callback.value).flatMap((expression): [string, Spot][] => {
        const item = child(callback, expression);
        return item === undefined ? [] : [[`${name} ${expression}`, item]];
      }),
    );
  return compareOutgoing(setting, "callback", named(base), named(revision));
}

const OUTGOING = {
  callback: { added: "callback-added", removed: "callback-removed", changed: "callback-changed" },
  webhook: { added: "webhook-added", removed: "webhook-removed", changed: "webhook-changed" },
} as const;

/**
 * What changed in the requests that the provider sends (callbacks, webhooks). Both sides of those are reversed, and who
 * suffers depends on the receiver: a change of their meaning is risky as a whole.
 */
export function compareOutgoing(
  setting: Setting,
  kind: "callback" | "webhook",
  base: readonly [string, Spot][],
  revision: readonly [string, Spot][],
): Draft[] {
  const [olds, news] = [base, revision].map(
    (list) =>
      new Map(
        list
          .flatMap(([name, item]) => operationsOf(name, item))
          .map((one) => [`${one.path} ${one.method}`, one]),
      ),
  ) as [Map<string, FoundOperation>, Map<string, FoundOperation>];
  return keysOfEither(olds, news).flatMap((key): Draft[] => {
    const [old, fresh] = [olds.get(key), news.get(key)];
    const common = {
      direction: "none" as const,
      location: `${kind} ${key}`,
      basePlace: old?.spot.pointer,
      revisionPlace: fresh?.spot.pointer,
    };
    if (old === undefined)
      return [{ id: OUTGOING[kind].added, ...common, message: `The ${kind} ${key} was added.` }];
    if (fresh === undefined)
      return [{ id: OUTGOING[kind].removed, ...common, message: `The ${kind} ${key} was removed.` }];
    const inner = compareOnce(setting, old, fresh).filter((draft) => draft.direction !== "none");
    if (inner.length === 0) return [];
    return [
      {
        id: OUTGOING[kind].changed,
        ...common,
        message: `The ${kind} ${key} changed: ${inner[0]?.message}`,
      },
    ];
  });
}

function compareOnce(setting: Setting, old: FoundOperation, fresh: FoundOperation): readonly Draft[] {
  const places = `${old.spot.pointer} ${fresh.spot.pointer}`;
  if (!setting.outgoing.has(places)) {
    setting.outgoing.set(places, []);
    setting.outgoing.set(places, compareOperations(setting, old, fresh));
  }
  return setting.outgoing.get(places)!;
}
