import type { Omission } from "./omission.ts";
import type { Profile, RunProfile } from "./profile.ts";

/** Who was judged. */
export interface EvidenceSubject {
  readonly kind: "provider" | "consumer";
  readonly name: string;
  readonly version?: string;
  readonly url?: string;
  /**
   * SHA-256 (hex) of what was judged, where it is a file.
   * @pattern ^[0-9a-f]{64}$
   */
  readonly digest?: string;
  /** How a consumer was started, without secrets. */
  readonly command?: readonly string[];
}

/** What a run of a provider depended on: with it, and the contract, its plan can be made again. */
export interface ProviderRunOptions {
  readonly kind: "provider";
  readonly profile: RunProfile;
  /**
   * @asType integer
   * @minimum 0
   * @maximum 4294967295
   */
  readonly seed: number;
  /** @pattern ^[0-9a-z]{1,64}$ */
  readonly nonce: string;
  readonly strict: boolean;
  /** What the user left out of it. */
  readonly without?: readonly Omission[];
  /** Ids of the rules that were asked for. */
  readonly rules: readonly string[];
  /** What the run had, of that which scenarios need. */
  readonly has: readonly ("a read-only key" | "a ticketing sink" | "Create Session")[];
  /** Credentials that cannot be made from the key: not every key has a half, or another case. */
  readonly keyLacks: readonly ("half" | "last-changed" | "other-case")[];
  /** The session that stood in for all that scenarios create. */
  readonly session?: string;
  /** How long a read was given to show a write, in milliseconds. */
  readonly settleMs: number;
}

/** What a run of a consumer depended on. */
export interface ConsumerRunOptions {
  readonly kind: "consumer";
  readonly strict: boolean;
  /** The profile whose conditions were staged; absent where they were chosen one by one, or not staged at all. */
  readonly profile?: Profile;
}

/** The first line of an evidence log: all that must be known to judge the cases behind it again. */
export interface EvidenceHeader {
  readonly schema: "opencx-conformance/evidence/1";
  readonly suite: { readonly name: string; readonly version: string };
  /**
   * SHA-256 (hex) of the document that was judged by.
   * @pattern ^[0-9a-f]{64}$
   */
  readonly contract: string;
  readonly subject: EvidenceSubject;
  readonly run: ProviderRunOptions | ConsumerRunOptions;
}

/** What the header of a log is called in its `schema`. */
export const EVIDENCE_SCHEMA: EvidenceHeader["schema"] = "opencx-conformance/evidence/1";
