import { isObject, type JsonObject } from "../json/json.ts";
import { pointerTo, valueAt } from "../json/pointer.ts";
import { UsageError } from "../usage-error.ts";
import { walkDocument } from "./walk-document.ts";

/** A place in a document, with what stands there. */
export interface Place {
  readonly pointer: string;
  readonly value: JsonObject;
}

// Longer chains exist only to make a reader hang.
const MAX_HOPS = 100;

/**
 * Where a local reference leads in the document.
 * @throws UsageError for a reference that leaves the document or leads to nothing
 */
export function followReference(document: JsonObject, ref: string, from: string): Place {
  if (!ref.startsWith("#")) {
    throw new UsageError(
      `${from} refers to ${ref}, outside the document`,
      "bundle the document into one file first, for example with `redocly bundle`",
    );
  }
  const fragment = decodeFragment(ref.slice(1));
  const pointer = fragment === "" || fragment.startsWith("/") ? fragment : anchorsOf(document).get(fragment);
  const value = pointer === undefined ? undefined : valueAt(document, pointer);
  if (pointer === undefined || !isObject(value)) {
    throw new UsageError(`${from} refers to ${ref}, where nothing stands`, "correct the reference");
  }
  return { pointer, value };
}

const anchors = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

/** The places that have a name of their own (`$anchor`), by that name. */
function anchorsOf(document: JsonObject): ReadonlyMap<string, string> {
  const known = anchors.get(document);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  walkDocument(document, (object, pointer) => {
    for (const name of [object.$anchor, object.$dynamicAnchor])
      if (typeof name === "string" && !found.has(name)) found.set(name, pointer);
  });
  anchors.set(document, found);
  return found;
}

/**
 * The object at a place, or at the end of its chain of references.
 * @throws UsageError as `followReference`, and for a reference to itself
 */
export function dereference(document: JsonObject, place: Place): Place {
  let here = place;
  for (let hop = 0; typeof here.value.$ref === "string"; hop++) {
    if (hop === MAX_HOPS) {
      throw new UsageError(`${place.pointer} refers to itself`, "correct the reference");
    }
    here = followReference(document, here.value.$ref, here.pointer);
  }
  return here;
}

/** The member of a place, behind its references; `undefined` if no object stands there. */
export function memberAt(document: JsonObject, place: Place | undefined, name: string): Place | undefined {
  if (place === undefined || !Object.hasOwn(place.value, name)) return undefined;
  const value = place.value[name];
  return isObject(value)
    ? dereference(document, { pointer: pointerTo(place.pointer, name), value })
    : undefined;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
