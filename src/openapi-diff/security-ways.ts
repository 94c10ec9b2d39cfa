import { canonical } from "../json/canonical.ts";
import { isObject, type Json } from "../json/json.ts";
import { child, read, rootSpot, type Spot, text } from "./reader.ts";

/** One way to be let in: scopes by what a scheme asks for on the wire. No scheme: anyone is. */
export type Way = ReadonlyMap<string, Scheme>;

export interface Scheme {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** A way in words. */
export function wayText(way: Way): string {
  return way.size === 0
    ? "no credential"
    : [...way.values()].map((scheme) => `\`${scheme.name}\``).join(" with ");
}

/** The ways into an operation (by its own `security` or the document's), or into all of them. */
export function waysOf(spot: Spot): Way[] {
  const own = read(spot, "security") ?? read(rootSpot(spot.source), "security");
  const list = Array.isArray(own) ? own.filter(isObject) : [];
  return list.length === 0 ? [new Map()] : list.map((requirement) => wayOf(spot, requirement));
}

function wayOf(spot: Spot, requirement: Record<string, Json>): Way {
  const schemes = child(child(rootSpot(spot.source), "components"), "securitySchemes");
  return new Map(
    Object.entries(requirement).map(([name, scopes]) => {
      const listed = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
      return [wireOf(child(schemes, name), name), { name, scopes: [...listed].sort() }];
    }),
  );
}

/** What a scheme has a client do; the name that a document gives to it does not matter. */
export function wireOf(scheme: Spot | undefined, name: string): string {
  if (scheme === undefined) return `unknown ${name}`;
  const type = text(scheme, "type") ?? "";
  if (type === "apiKey") return `apiKey ${text(scheme, "in")} ${text(scheme, "name")?.toLowerCase()}`;
  if (type === "http") return `http ${text(scheme, "scheme")?.toLowerCase()}`;
  if (type === "oauth2")
    return `oauth2 ${Object.keys(child(scheme, "flows")?.value ?? {})
      .sort()
      .join()}`;
  return type === "openIdConnect"
    ? `openIdConnect ${canonical(read(scheme, "openIdConnectUrl") ?? "")}`
    : `${type} ${name}`;
}
