import type { JsonObject } from "../../json/json.ts";
import { objectAt } from "../../json/member.ts";
import { pointerTo } from "../../json/pointer.ts";
import type { Change } from "../../openapi-diff/change.ts";
import { movedPaths } from "../../openapi-diff/compare-documents.ts";
import { pathPattern } from "../../send-message/contract/operation-at.ts";
import { type Interaction, interactionName, type Pact } from "../interaction.ts";
import type { Remark } from "../interaction-finding.ts";
import { documentComparison } from "./document-remarks.ts";

/** One place at which an interaction breaks. */
export interface Break {
  /** In one line. */
  readonly message: string;
  /** File or URL of the pact, `#` and the JSON pointer of the place in it. */
  readonly pactPlace: string;
  /** JSON pointer into REVISION; empty where it has nothing of it. */
  readonly documentPlace: string;
}

/** An interaction of a pact that breaks against REVISION where it did not against BASE. */
export interface BrokenInteraction {
  readonly consumer: string;
  /** Its consumer and description, with its provider states. */
  readonly interaction: string;
  readonly breaks: readonly Break[];
  /** Fingerprints of the changes that explain it; empty where none does by itself. */
  readonly changes: readonly string[];
}

/**
 * What breaks against REVISION and did not against BASE, in the order of the pacts and their interactions. What was
 * broken before is not the fault of the changes, and left out. With an `operation`, only its interactions count.
 */
export async function brokenInteractions(
  pacts: readonly Pact[],
  base: JsonObject,
  revision: JsonObject,
  changes: readonly Change[],
  operation?: string,
): Promise<BrokenInteraction[]> {
  const before = await documentComparison({ document: base });
  const { document, placeIn } = withPathsOf(base, revision);
  const after = await documentComparison({ document });
  const broken: BrokenInteraction[] = [];
  for (const pact of pacts) {
    const [known, found] = [await before(pact), await after(pact)];
    for (const interaction of pact.interactions) {
      if (operation !== undefined && !isAddressed(interaction.request, operation)) continue;
      const old = errorsOf(known, interaction);
      const remarks = errorsOf(found, interaction)
        .filter(({ id, place }) => !old.some((each) => each.id === id && each.place === place))
        .map((remark) => ({ ...remark, documentPlace: placeIn(remark.documentPlace) }));
      if (remarks.length === 0) continue;
      const explained = remarks.flatMap((remark) => explaining(interaction, remark, changes));
      broken.push({
        consumer: pact.consumer,
        interaction: interactionName(pact, interaction),
        breaks: remarks.map(({ message, place, documentPlace }) => ({
          message,
          pactPlace: `${pact.source}#${place}`,
          documentPlace,
        })),
        changes: [...new Set(explained.map(({ fingerprint }) => fingerprint))],
      });
    }
  }
  return broken;
}

/**
 * REVISION with the paths of BASE where the base path alone moved, which a pact says nothing of; and where a place of that
 * document is in REVISION itself.
 */
function withPathsOf(base: JsonObject, revision: JsonObject) {
  const moved = movedPaths(base, revision);
  const paths = Object.entries(objectAt(revision, "paths"));
  const places = [...moved].map((names) => names.map((name) => pointerTo("/paths", name)));
  return {
    document: {
      ...revision,
      paths: Object.fromEntries(paths.map(([path, item]) => [moved.get(path) ?? path, item])),
    },
    placeIn(place: string): string {
      const [now, before] = places.find(([, before]) => `${place}/`.startsWith(`${before}/`)) ?? ["", ""];
      return now + place.slice(before!.length);
    },
  };
}

function errorsOf(remarks: ReadonlyMap<number, readonly Remark[]>, { index }: Interaction): Remark[] {
  return (remarks.get(index) ?? []).filter(({ level }) => level === "error");
}

/** The changes of the operation and direction: those at the very place, else those that are no improvement, else all. */
function explaining({ request }: Interaction, remark: Remark, changes: readonly Change[]): readonly Change[] {
  const unknown = remark.id === "document/request-path-or-method-unknown";
  const side = remark.id.startsWith("document/request-") ? "request" : "response";
  const mine = changes.filter(
    ({ direction, operation }) =>
      direction === (unknown ? "none" : side) && (operation === "" || isAddressed(request, operation)),
  );
  const worse = mine.filter(({ level }) => level !== "safe");
  const there = worse.filter(({ basePlace, revisionPlace }) =>
    [basePlace, revisionPlace].some((place) => place !== "" && isNear(place, remark.documentPlace)),
  );
  return there.length > 0 ? there : worse.length > 0 ? worse : mine;
}

/** Whether one place leads into the other, keywords such as `required` or `type` left aside. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map(
    (place) => `${place.replace(/\/(required|type|enum|format|\w+(Length|imum|Items))(\/\d+)?$/, "")}/`,
  );
  return a!.startsWith(b!) || b!.startsWith(a!);
}

function isAddressed({ method, path }: Interaction["request"], operation: string): boolean {
  const [verb, template = ""] = operation.split(" ");
  return verb === method && pathPattern(template).test(path.split("?")[0]!);
}
