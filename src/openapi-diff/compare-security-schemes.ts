import type { DocumentChangeId } from "./catalogue/document-changes.ts";
import { keysOfEither } from "./keys-of-either.ts";
import { child, entries, rootSpot, type Spot, text } from "./reader.ts";
import type { Draft } from "./report.ts";
import { wireOf } from "./security-ways.ts";

/** What changed in the security schemes that the documents define, by what they ask for rather than by their names. */
export function compareSecuritySchemes(base: Spot, revision: Spot): Draft[] {
  const [olds, news] = [schemesOf(base), schemesOf(revision)] as const;
  return keysOfEither(olds, news).flatMap((key) => {
    const [old, fresh] = [olds.get(key), news.get(key)];
    if (old === undefined || fresh === undefined) {
      const [happened, name] =
        old === undefined ? (["added", fresh?.[0]] as const) : (["removed", old[0]] as const);
      return [
        draft(
          happened === "added" ? "api-security-component-added" : "api-security-component-removed",
          key,
          old?.[1],
          fresh?.[1],
          `The security scheme \`${name}\` was ${happened}.`,
        ),
      ];
    }
    return compareFlows(key, old, fresh);
  });
}

function schemesOf(spot: Spot): Map<string, readonly [string, Spot]> {
  const components = child(rootSpot(spot.source), "components");
  return new Map(
    entries(components, "securitySchemes").map(([name, scheme]) => [wireOf(scheme, name), [name, scheme]]),
  );
}

const URLS = {
  authorizationUrl: "api-security-component-oauth-url-changed",
  tokenUrl: "api-security-component-oauth-token-url-changed",
  refreshUrl: "api-security-component-oauth-refresh-url-changed",
} as const;

function compareFlows(
  key: string,
  [name, base]: readonly [string, Spot],
  [, revision]: readonly [string, Spot],
): Draft[] {
  const flows = new Map(entries(revision, "flows"));
  return entries(base, "flows").flatMap(([flow, old]) => {
    const fresh = flows.get(flow);
    if (fresh === undefined) return [];
    const urls = Object.entries(URLS).flatMap(([keyword, id]) =>
      text(old, keyword) === text(fresh, keyword)
        ? []
        : [draft(id, key, old, fresh, `The security scheme \`${name}\` has another \`${keyword}\`.`, flow)],
    );
    const [before, after] = [old, fresh].map((one) => Object.keys(child(one, "scopes")?.value ?? {})) as [
      string[],
      string[],
    ];
    const scopes = (list: readonly string[], others: readonly string[], happened: "added" | "removed") =>
      list
        .filter((scope) => !others.includes(scope))
        .map((scope) =>
          draft(
            happened === "added"
              ? "api-security-component-oauth-scope-added"
              : "api-security-component-oauth-scope-removed",
            key,
            old,
            fresh,
            `The security scheme \`${name}\` had the scope \`${scope}\` ${happened}.`,
            `${flow} ${scope}`,
          ),
        );
    return [...urls, ...scopes(before, after, "removed"), ...scopes(after, before, "added")];
  });
}

function draft(
  id: DocumentChangeId,
  key: string,
  base: Spot | undefined,
  revision: Spot | undefined,
  message: string,
  detail = "",
): Draft {
  return {
    id,
    direction: "none",
    location: `security scheme ${key}`,
    basePlace: base?.pointer,
    revisionPlace: revision?.pointer,
    message,
    detail,
  };
}
