/**
 * Operations of the API that OpenCX documents and this suite does not judge. Programs may use them before and after
 * a send, so that the sandbox answers them. An operation by its method and path.
 */
const SIBLINGS: readonly (readonly [name: string, method: string, path: RegExp])[] = [
  ["listSessions", "GET", /^\/chat\/sessions(?:\/(?:filter|search))?\/?$/],
  ["updateSession", "PATCH", /^\/chat\/sessions\/([^/]+)\/?$/],
  ["closeSession", "POST", /^\/chat\/sessions\/([^/]+)\/close\/?$/],
  ["listContacts", "GET", /^\/contacts\/?$/],
  ["getContact", "GET", /^\/contacts\/([^/]+)\/?$/],
  ["updateContact", "PATCH", /^\/contacts\/([^/]+)\/?$/],
];

/** A request for a sibling operation, with the id that its path names. */
export interface SiblingCall {
  readonly name: string;
  readonly id?: string;
}

/** The sibling operation that a request addresses; `undefined` where it is none. */
export function siblingOf(method: string, path: string): SiblingCall | undefined {
  const bare = path.replace(/\?.*/s, "");
  for (const [name, verb, pattern] of SIBLINGS) {
    const found = verb === method ? pattern.exec(bare) : null;
    if (found !== null) return found[1] === undefined ? { name } : { name, id: decoded(found[1]) };
  }
  return undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
