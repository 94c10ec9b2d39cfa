import { isObject } from "../json/json.ts";
import { pointerTo } from "../json/pointer.ts";
import { sameValue } from "../json/same-value.ts";
import type { DocumentChangeId } from "./catalogue/document-changes.ts";
import { type Comparisons, compareSchemaUse, type Use } from "./compare-schema.ts";
import { entries, read, type Spot } from "./reader.ts";
import type { Draft } from "./report.ts";
import { nodeAt, type SchemaNode } from "./schema/node.ts";

/** What may happen to the media types of a `content` map, and its ids. */
interface ContentIds {
  readonly added: DocumentChangeId;
  readonly removed: DocumentChangeId;
  readonly changed: DocumentChangeId;
  readonly generalized: DocumentChangeId;
  /** Of a request it is the removal of a range, and a new type. */
  readonly specialized?: DocumentChangeId;
  readonly encoding: DocumentChangeId;
}

/** Where a `content` map stands. */
export interface ContentUse extends Omit<Use, "text"> {
  readonly ids: ContentIds;
}

/** What changed in the media types of a body, and in their schemas. */
export function compareContent(
  comparisons: Comparisons,
  use: ContentUse,
  base: Spot,
  revision: Spot,
): Draft[] {
  const [olds, news] = [entries(base, "content"), entries(revision, "content")];
  const pairs: [string, Spot, string, Spot][] = [];
  const taken = new Set<string>();
  const pairUp = (fits: (old: string, fresh: string) => boolean, reuse: boolean) => {
    for (const [old, spot] of olds) {
      if (pairs.some(([paired]) => paired === old)) continue;
      const match = news.find(([fresh]) => (reuse || !taken.has(fresh)) && fits(old, fresh));
      if (match === undefined) continue;
      taken.add(match[0]);
      pairs.push([old, spot, ...match]);
    }
  };
  pairUp((old, fresh) => canonicalType(old) === canonicalType(fresh), false);
  pairUp((old, fresh) => bareType(old) === bareType(fresh), false);
  pairUp((old, fresh) => covers(fresh, old), true);
  if (use.direction === "response") pairUp((old, fresh) => covers(old, fresh), false);
  return [
    ...pairs.flatMap(([old, one, fresh, other]) => [
      ...renamed(use, old, one, fresh, other),
      ...compareMediaType(comparisons, use, old, one, other),
    ]),
    ...olds
      .filter(([old]) => !pairs.some(([paired]) => paired === old))
      .map(([old, spot]) => gone(use, old, spot)),
    ...news.filter(([fresh]) => !taken.has(fresh)).map(([fresh, spot]) => come(use, fresh, spot)),
  ];
}

function compareMediaType(
  comparisons: Comparisons,
  use: ContentUse,
  name: string,
  base: Spot,
  revision: Spot,
): Draft[] {
  const text = !/json|\*\/\*|^application\/\*/.test(bareType(name));
  const found = compareSchemaUse(comparisons, { ...use, text }, schemaOf(base), schemaOf(revision));
  const [old, fresh] = [read(base, "encoding"), read(revision, "encoding")];
  if (!text || sameValue(old ?? {}, fresh ?? {})) return found;
  const message = `${use.subject} encodes its parts differently (\`${name}\`).`;
  return [...found, { id: use.ids.encoding, ...draft(use, base, revision), message, detail: bareType(name) }];
}

/** The schema of a media type, parameter or header. */
export function schemaOf(spot: Spot): SchemaNode {
  return nodeAt(spot.source, read(spot, "schema"), pointerTo(spot.pointer, "schema"));
}

function renamed(use: ContentUse, old: string, base: Spot, fresh: string, revision: Spot): Draft[] {
  if (canonicalType(old) === canonicalType(fresh)) return [];
  const widened = bareType(old) !== bareType(fresh) && covers(fresh, old);
  const narrowed = bareType(old) !== bareType(fresh) && !widened;
  const { changed, generalized, specialized = changed } = use.ids;
  const id = widened ? generalized : narrowed ? specialized : changed;
  const message = `${use.subject} has the media type \`${fresh}\` instead of \`${old}\`.`;
  return [{ id, ...draft(use, base, revision), message, detail: old }];
}

function gone(use: ContentUse, name: string, spot: Spot): Draft {
  const message = `${use.subject} no longer has the media type \`${name}\`.`;
  return { id: use.ids.removed, ...draft(use, spot, undefined), message, detail: bareType(name) };
}

function come(use: ContentUse, name: string, spot: Spot): Draft {
  const message = `${use.subject} may have the new media type \`${name}\`.`;
  return { id: use.ids.added, ...draft(use, undefined, spot), message, detail: bareType(name) };
}

function draft(use: ContentUse, base: Spot | undefined, revision: Spot | undefined) {
  return {
    direction: use.direction,
    location: use.location,
    basePlace: base?.pointer,
    revisionPlace: revision?.pointer,
  };
}

// Upper case, spaces, and the one charset that JSON has, make no difference.
function canonicalType(name: string): string {
  const [type = "", ...parameters] = name
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const significant = parameters.filter(
    (parameter) => parameter !== "" && parameter.replaceAll('"', "") !== "charset=utf-8",
  );
  return [type, ...significant.sort()].join(";");
}

function bareType(name: string): string {
  return name.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** Whether one media type range takes in another: `*∕*`, `application/*`, or `application/json` for `...+json`. */
function covers(range: string, name: string): boolean {
  const [type, subtype] = bareType(range).split("/");
  const [other, sub = ""] = bareType(name).split("/");
  if (bareType(range) === bareType(name)) return false;
  if (type === "*") return true;
  return type === other && (subtype === "*" || sub.endsWith(`+${subtype}`));
}

/** Whether a place has a `content` map at all. */
export function hasContent(spot: Spot): boolean {
  const content = read(spot, "content");
  return isObject(content) && Object.keys(content).length > 0;
}
