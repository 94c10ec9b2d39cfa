import type { JsonObject } from "../json/json.ts";
import { sameValue } from "../json/same-value.ts";
import { compareContent, schemaOf } from "./compare-content.ts";
import { type Comparisons, compareSchemaUse } from "./compare-schema.ts";
import { keysOfEither } from "./keys-of-either.ts";
import { entries, flag, type Spot } from "./reader.ts";
import type { Draft } from "./report.ts";

/** What changed in the responses of an operation: statuses, headers and bodies. */
export function compareResponses(comparisons: Comparisons, base: Spot, revision: Spot): Draft[] {
  const [olds, news] = [responsesOf(base), responsesOf(revision)] as const;
  const statuses = keysOfEither(olds, news);
  // A success that has another status now is compared with what became of it.
  const goneSuccess = statuses.filter(
    (status) => isSuccess(status) && olds.has(status) && standInOrOwn(news, status) === undefined,
  );
  const newSuccess = statuses.filter(
    (status) => isSuccess(status) && news.has(status) && standInOrOwn(olds, status) === undefined,
  );
  const moved = newSuccess.flatMap((status, index) => {
    const old = olds.get(goneSuccess[index] ?? goneSuccess[0] ?? "");
    const fresh = news.get(status);
    return old === undefined || fresh === undefined ? [] : compareResponse(comparisons, status, old, fresh);
  });
  const found = statuses.flatMap((status) => {
    const [old, fresh] = [olds.get(status), news.get(status)];
    const before = old ?? standIn(olds, status);
    const after = fresh ?? standIn(news, status);
    if (old === undefined && fresh !== undefined) {
      return [
        added(status, fresh),
        ...(before === undefined ? [] : compareResponse(comparisons, status, before, fresh)),
      ];
    }
    if (old === undefined) return [];
    if (after === undefined) return [removed(status, old, [...news.keys()])];
    return [
      ...replacedByDefault(status, old, after, news),
      ...compareResponse(comparisons, status, old, after),
    ];
  });
  return [...found, ...moved];
}

function standInOrOwn(responses: ReadonlyMap<string, Spot>, status: string): Spot | undefined {
  return responses.get(status) ?? standIn(responses, status);
}

// The default also stands for failures: a client of types cannot tell any more that it got a success.
function replacedByDefault(status: string, old: Spot, after: Spot, news: ReadonlyMap<string, Spot>): Draft[] {
  if (!isSuccess(status) || news.has(status) || after !== news.get("default")) return [];
  return [
    {
      id: "response-success-status-replaced-by-default",
      direction: "response",
      location: `response ${status}`,
      basePlace: old.pointer,
      revisionPlace: after.pointer,
      message: `The response ${status} was replaced by \`default\`, which does not say that it is a success.`,
    },
  ];
}

/**
 * What describes a status that is not named: its range, or the default; of a success only where no other word is said on
 * success.
 */
function standIn(responses: ReadonlyMap<string, Spot>, status: string): Spot | undefined {
  const range = /^\d\d\d$/.test(status) ? responses.get(`${status[0]}XX`) : undefined;
  const isTaken = isSuccess(status) && [...responses.keys()].some(isSuccess);
  return range ?? (isTaken || status === "default" ? undefined : responses.get("default"));
}

function isSuccess(status: string): boolean {
  return /^2(\d\d|XX)$/i.test(status);
}

function added(status: string, spot: Spot): Draft {
  const message = `The response ${status} was added.`;
  return {
    id: isSuccess(status) ? "response-success-status-added" : "response-non-success-status-added",
    direction: "response",
    location: `response ${status}`,
    revisionPlace: spot.pointer,
    message,
  };
}

function removed(status: string, spot: Spot, left: readonly string[]): Draft {
  const success = isSuccess(status);
  // A range that gave way to statuses of its own promises more than before.
  const narrowed = status.endsWith("XX") && left.some((one) => one[0] === status[0]);
  return {
    id: success ? "response-success-status-removed" : "response-non-success-status-removed",
    ...(narrowed ? { level: "safe" } : {}),
    direction: "response",
    location: `response ${status}`,
    basePlace: spot.pointer,
    message: `The response ${status} was removed.`,
  };
}

function responsesOf(spot: Spot): Map<string, Spot> {
  return new Map(entries(spot, "responses").map(([status, one]) => [status.replace(/xx$/, "XX"), one]));
}

const CONTENT = {
  added: "response-media-type-added",
  removed: "response-media-type-removed",
  changed: "response-media-type-name-changed",
  generalized: "response-media-type-name-generalized",
  specialized: "response-media-type-name-specialized",
  encoding: "response-encoding-changed",
} as const;

function compareResponse(comparisons: Comparisons, status: string, base: Spot, revision: Spot): Draft[] {
  const body = {
    direction: "response",
    kind: "response body",
    location: `response ${status} body`,
    subject: `The body of response ${status}`,
    ids: CONTENT,
  } as const;
  return [
    ...compareContent(comparisons, body, base, revision),
    ...compareHeaders(comparisons, status, base, revision),
    ...compareLinks(status, base, revision),
  ];
}

/** A link says how to go on from a response: who follows it meets what it leads to. */
function compareLinks(status: string, base: Spot, revision: Spot): Draft[] {
  const olds = new Map(entries(base, "links"));
  const news = new Map(entries(revision, "links"));
  return keysOfEither(olds, news).flatMap((name): Draft[] => {
    const [old, fresh] = [olds.get(name), news.get(name)];
    const [id, happened] =
      old === undefined
        ? (["response-link-added", "was added"] as const)
        : fresh === undefined
          ? (["response-link-removed", "was removed"] as const)
          : (["response-link-changed", "leads elsewhere"] as const);
    if (old !== undefined && fresh !== undefined && sameValue(targetOf(old), targetOf(fresh))) return [];
    return [
      {
        id,
        direction: "response",
        location: `response ${status} link ${name}`,
        basePlace: old?.pointer,
        revisionPlace: fresh?.pointer,
        message: `The link \`${name}\` of response ${status} ${happened}.`,
      },
    ];
  });
}

/** What a client follows: a description makes no difference. */
function targetOf({ value }: Spot): JsonObject {
  const { description: _, ...target } = value;
  return target;
}

function compareHeaders(comparisons: Comparisons, status: string, base: Spot, revision: Spot): Draft[] {
  const [olds, news] = [base, revision].map(
    (spot) =>
      new Map(
        entries(spot, "headers").map(([name, header]) => [name.toLowerCase(), [name, header] as const]),
      ),
  ) as [Map<string, readonly [string, Spot]>, Map<string, readonly [string, Spot]>];
  const keys = keysOfEither(olds, news).filter((key) => key !== "content-type");
  return keys.flatMap((key) => {
    const [name, old] = olds.get(key) ?? [];
    const [other, fresh] = news.get(key) ?? [];
    const subject = `The header \`${name ?? other}\` of response ${status}`;
    const common = {
      direction: "response" as const,
      location: `response ${status} header ${key}`,
      basePlace: old?.pointer,
      revisionPlace: fresh?.pointer,
    };
    if (old === undefined)
      return [{ id: "response-header-added", ...common, message: `${subject} was added.` }];
    if (fresh === undefined) {
      const id = flag(old, "required")
        ? "required-response-header-removed"
        : "optional-response-header-removed";
      return [{ id, ...common, message: `${subject} was removed.` }];
    }
    const use = {
      direction: "response",
      kind: "response header",
      location: common.location,
      subject,
      text: true,
    } as const;
    return [
      ...headerRequired(old, fresh, common, subject),
      ...compareSchemaUse(comparisons, use, schemaOf(old), schemaOf(fresh)),
    ];
  });
}

function headerRequired(
  base: Spot,
  revision: Spot,
  common: Omit<Draft, "id" | "level" | "message">,
  subject: string,
): Draft[] {
  const [old, fresh] = [flag(base, "required"), flag(revision, "required")];
  if (old === fresh) return [];
  return [
    fresh
      ? { id: "response-header-became-required", ...common, message: `${subject} became required.` }
      : { id: "response-header-became-optional", ...common, message: `${subject} became optional.` },
  ];
}
