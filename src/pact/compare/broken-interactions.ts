import type { BrokenInteraction } from "../../change/consequences/broken-interaction.ts";
import type { Change } from "../../change/document/change.ts";
import type { JsonObject } from "../../contract/words.ts";
import { type Interaction, interactionName, type Pact } from "../interaction.ts";
import { type DocumentRemark, documentComparison } from "./document-remarks.ts";

/**
 * What breaks against REVISION and did not against BASE, in the order of the pacts and their interactions. What was
 * broken before is not the fault of the changes, and left out.
 */
export async function brokenInteractions(
  pacts: readonly Pact[],
  base: JsonObject,
  revision: JsonObject,
  changes: readonly Change[],
): Promise<BrokenInteraction[]> {
  const [before, after] = [
    await documentComparison({ document: base }),
    await documentComparison({ document: revision }),
  ];
  const broken: BrokenInteraction[] = [];
  for (const pact of pacts) {
    const known = new Set((await before(pact)).filter(isError).map(keyOf));
    for (const remark of (await after(pact)).filter(isError)) {
      const interaction = pact.interactions[remark.index];
      if (interaction === undefined || known.has(keyOf(remark))) continue;
      broken.push({
        consumer: pact.consumer,
        interaction: interactionName(pact, interaction),
        message: remark.message,
        pactPlace: `${pact.source}#${remark.place}`,
        documentPlace: remark.documentPlace,
        changes: explaining(interaction, remark, changes).map(({ fingerprint }) => fingerprint),
      });
    }
  }
  return broken;
}

function isError({ level }: DocumentRemark): boolean {
  return level === "error";
}

function keyOf({ index, id, place }: DocumentRemark): string {
  return `${index} ${id} ${place}`;
}

/** The changes of the operation and direction that are no improvement: of those, the ones at the very place, if any. */
function explaining(
  { request }: Interaction,
  remark: DocumentRemark,
  changes: readonly Change[],
): readonly Change[] {
  const unknown = remark.id === "document/request-path-or-method-unknown";
  const side = remark.id.startsWith("document/request-") ? "request" : "response";
  const mine = changes.filter(
    ({ level, direction, operation }) =>
      level !== "safe" &&
      direction === (unknown ? "none" : side) &&
      (operation === "" || isAddressed(request, operation)),
  );
  const there = mine.filter(({ basePlace, revisionPlace }) =>
    [basePlace, revisionPlace].some((place) => place !== "" && isNear(place, remark.documentPlace)),
  );
  return there.length > 0 ? there : mine;
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
  const pattern = template
    .split(/\{[^/]*\}/)
    .map((literal) => literal.replace(/[.*+?^$()|[\]\\]/g, "\\$&"))
    .join("[^/]+");
  return verb === method && new RegExp(`${pattern}/?$`).test(path.split("?")[0]!);
}
