import { compareContent } from "./compare-content.ts";
import type { Comparisons } from "./compare-schema.ts";
import { child, flag, type Spot } from "./reader.ts";
import type { Draft } from "./report.ts";

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
    return [
      { id: "request-body-removed", level: "breaking", ...common, message: "The request body was removed." },
    ];
  }
  if (old === undefined) {
    const need = flag(fresh, "required") ? "required" : "optional";
    const message = `A request body was added, and is ${need}.`;
    return [
      {
        id: `request-body-added-${need}`,
        level: need === "required" ? "breaking" : "safe",
        ...common,
        message,
      },
    ];
  }
  const use = {
    direction: "request",
    root: "body",
    location: "request body",
    subject: "The request body",
    prefix: "request-body",
  } as const;
  return [...required(old, fresh, common), ...compareContent(comparisons, use, old, fresh)];
}

function required(base: Spot, revision: Spot, common: Omit<Draft, "id" | "level" | "message">): Draft[] {
  const [old, fresh] = [flag(base, "required"), flag(revision, "required")];
  if (old === fresh) return [];
  return fresh
    ? [
        {
          id: "request-body-became-required",
          level: "breaking",
          ...common,
          message: "The request body became required.",
        },
      ]
    : [
        {
          id: "request-body-became-optional",
          level: "safe",
          ...common,
          message: "The request body became optional.",
        },
      ];
}
