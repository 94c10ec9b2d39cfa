import { escaped } from "../escaped.ts";
import { isObject } from "../json/json.ts";
import { pointerTo } from "../json/pointer.ts";
import { child, read, rootSpot, type Spot, text } from "./reader.ts";
import type { Draft } from "./report.ts";

/** Where an operation finds its servers: the first of these that names any. */
export type ServerPlaces = readonly Spot[];

/**
 * What changed in where requests go. A client of an address that is gone is hurt; of a relative one nobody can say where
 * it was, and an edition without servers promised none. With templates of paths, what an address is for counts as a part of it.
 */
export function compareServers(
  base: ServerPlaces,
  revision: ServerPlaces,
  [before, after]: readonly [string, string] = ["", ""],
): Draft[] {
  const [old, fresh] = [serversOf(base, before), serversOf(revision, after)];
  const common = { direction: "none" as const, location: "servers" };
  const removed = old.urls.filter((url) => !fresh.urls.some((other) => takesIn(other, url)));
  const added = fresh.urls.filter((url) => !old.urls.some((other) => takesIn(other, url)));
  return [
    ...removed.map(
      (url): Draft => ({
        id: "api-server-removed",
        ...(isAbsolute(url) && fresh.urls.every(isAbsolute) && fresh.urls.length > 0
          ? {}
          : { level: "risky" }),
        ...common,
        basePlace: old.place,
        revisionPlace: fresh.place,
        message: `The server \`${url}\` was removed.`,
        detail: url,
      }),
    ),
    ...added.map(
      (url): Draft => ({
        id: "api-server-added",
        ...common,
        basePlace: old.place,
        revisionPlace: fresh.place,
        message: `The server \`${url}\` was added.`,
        detail: url,
      }),
    ),
  ];
}

/** Whether an operation has servers of its own, or its path has. */
export function hasOwnServers(places: ServerPlaces): boolean {
  return places.some((spot) => spot.pointer !== "" && read(spot, "servers") !== undefined);
}

/** Where requests to a path go: each of its servers with the template of the path. */
export function addressesOf(template: string, pathItem: Spot): readonly string[] {
  return serversOf([pathItem, rootSpot(pathItem.source)], template).urls;
}

/** The servers that the nearest place names, each with the template. A template without servers stands at the root. */
function serversOf(places: ServerPlaces, template: string): { urls: string[]; place: string } {
  const spot = places.find((one) => {
    const servers = read(one, "servers");
    return Array.isArray(servers) && servers.length > 0;
  });
  if (spot === undefined) return { urls: template === "" ? [] : [template], place: "" };
  const list = read(spot, "servers");
  const urls = (Array.isArray(list) ? list : []).filter(isObject).flatMap((value, index) => {
    const pointer = pointerTo(spot.pointer, "servers", String(index));
    return urlsOf({ source: spot.source, pointer, value });
  });
  const addresses = template === "" ? urls : urls.map((url) => url.replace(/^\/$/, "") + template);
  return { urls: [...new Set(addresses)], place: pointerTo(spot.pointer, "servers") };
}

const MOST_URLS = 100;

/** The addresses that a server stands for: variables with listed values written out, others left as `{}`. */
function urlsOf(server: Spot): string[] {
  const variables = child(server, "variables");
  let urls = [text(server, "url") ?? ""].filter((url) => url !== "");
  for (const [, name = ""] of (urls[0] ?? "").matchAll(/\{([^}]*)\}/g)) {
    const values = read(child(variables, name), "enum");
    const texts = Array.isArray(values) ? values.map(String) : ["{}"];
    urls = urls.flatMap((url) => texts.map((value) => url.replace(`{${name}}`, () => value)));
    if (urls.length > MOST_URLS) break;
  }
  return urls.map(normal);
}

function normal(url: string): string {
  const [, origin = "", path = ""] = /^([a-z][a-z\d+.-]*:\/\/[^/]*)?(.*)$/i.exec(url) ?? [];
  const host = origin
    .toLowerCase()
    .replace(/^(https:.*):443$/, "$1")
    .replace(/^(http:.*):80$/, "$1");
  return `${host}${path.replace(/\/$/, "")}` || "/";
}

function isAbsolute(url: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(url);
}

function takesIn(pattern: string, url: string): boolean {
  const parts = pattern.split("{}").map(escaped);
  return new RegExp(`^${parts.join(".+")}$`).test(url);
}

/** The places that speak about the servers of an operation, the nearest first. */
export function serverPlaces(operation: Spot, pathItem: Spot): ServerPlaces {
  return [operation, pathItem, rootSpot(operation.source)];
}
