import { compareContent } from "./compare-content.ts";
import type { Comparisons } from "./compare-schema.ts";
import { child, flag, type Spot } from "./reader.ts";
import type { Draft } from "./report.ts";

const CONTENT = {
  added: "request-body-media-type-added",
  removed: "request-body-media-type-removed",
  changed: "request-body-media-type-name-changed",
  generalized: "request-body-media-type-name-generalized",
  encoding: "request-body-encoding-changed",
} as const;

/** What changed in the request body of an operation. */
export function compareRequestBodies(comparisons: Comparisons, base: Spot, revision: Spot): Draft[] {
  const [old, fresh] = [child(base, "requestBody"), child(revision, "requestBody")];
  const common = {
    direction: "request" as const,
    location: "request body",
    basePlace: old?.pointer,
    revisionPlace: fresh?.pointer,
  };
  if (fresh === undefined) {
    if (old === undefined) return [];
    return [{ id: "request-body-removed", ...common, message: "The request body was removed." }];
  }
  if (old === undefined) {
    return [
      flag(fresh, "required")
        ? {
            id: "request-body-added-required",
            ...common,
            message: "A request body was added, and is required.",
          }
        : {
            id: "request-body-added-optional",
            ...common,
            message: "A request body was added, and is optional.",
          },
    ];
  }
  const use = {
    direction: "request",
    kind: "request body",
    location: "request body",
    subject: "The request body",
    ids: CONTENT,
  } as const;
  return [...required(old, fresh, common), ...compareContent(comparisons, use, old, fresh)];
}

function required(base: Spot, revision: Spot, common: Omit<Draft, "id" | "level" | "message">): Draft[] {
  const [old, fresh] = [flag(base, "required"), flag(revision, "required")];
  if (old === fresh) return [];
  return [
    fresh
      ? { id: "request-body-became-required", ...common, message: "The request body became required." }
      : { id: "request-body-became-optional", ...common, message: "The request body became optional." },
  ];
}
