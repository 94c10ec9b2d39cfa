import { isObject, type JsonObject } from "../json/json.ts";
import { pointerTo, valueAt } from "../json/pointer.ts";
import { followReference } from "../openapi/references.ts";
import { walkDocument } from "../openapi/walk-document.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Makes sure that every reference leads to something within the document. `name` stands in messages.
 * @throws UsageError for the first one that does not
 */
export function checkReferences(document: JsonObject, name: string): void {
  walkDocument(document, (object, pointer) => {
    if (typeof object.$ref === "string") check(document, name, object.$ref, pointerTo(pointer, "$ref"));
    if (!isObject(object.discriminator) || !isObject(object.discriminator.mapping)) return;
    for (const [value, target] of Object.entries(object.discriminator.mapping)) {
      const place = pointerTo(pointer, "discriminator", "mapping", value);
      if (typeof target === "string" && isReference(target)) check(document, name, target, place);
    }
  });
}

// A mapping may also give the bare name of a schema.
function isReference(target: string): boolean {
  return /^#\/|^\.{0,2}\/|^[a-z]+:\/\/|\.(ya?ml|json)(#|$)/i.test(target);
}

function check(document: JsonObject, name: string, ref: string, place: string): void {
  if (!ref.startsWith("#")) {
    throw new UsageError(
      `${name} refers to ${ref}, outside of the document, at ${place}`,
      "bundle it into one file first, for example with `redocly bundle`",
    );
  }
  // A schema may be `true` or `false`.
  if (typeof valueAt(document, ref.slice(1)) === "boolean") return;
  try {
    followReference(document, ref, place);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${name} is invalid: the reference ${ref} at ${place} leads to nothing`,
      "correct the reference",
    );
  }
}
