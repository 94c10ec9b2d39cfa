import { createHash } from "node:crypto";
import type { Json } from "../json/json.ts";

/** `breaking`: someone who kept to BASE is hurt. `risky`: that cannot be proved either way. `safe`: nobody is. */
export type Level = "breaking" | "risky" | "safe";

/** Which messages a change is about. */
export type Direction = "request" | "response" | "none";

/** One change between two editions of a document. */
export interface Change {
  /** Kebab-case, as oasdiff names such changes: `request-property-became-required`. */
  readonly id: string;
  readonly level: Level;
  readonly direction: Direction;
  /** Method and path as BASE (or, where it is new, REVISION) has them: `POST /pets`; empty for the whole document. */
  readonly operation: string;
  /** What changed, by its place in the message rather than in the document: `request body owner.email`. */
  readonly location: string;
  /** JSON pointers; empty where that document has nothing of it. */
  readonly basePlace: string;
  readonly revisionPlace: string;
  /** A sentence. */
  readonly message: string;
  /** A value that one edition accepts and the other does not, where one is known. */
  readonly witness?: Json;
  /** The fingerprint that all uses of one change in a shared component have in common; absent elsewhere. */
  readonly component?: string;
  /** 16 hexadecimal digits that stay the same while the change does: made of id, operation and location. */
  readonly fingerprint: string;
}

const ORDER: readonly Level[] = ["safe", "risky", "breaking"];

/** Whether one level is as bad as another, or worse. */
export function atLeast(level: Level, other: Level): boolean {
  return ORDER.indexOf(level) >= ORDER.indexOf(other);
}

/** The fingerprint of a change. `key` tells apart what has one id at one location, such as values of an enum. */
export function fingerprintOf(...key: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 16);
}
