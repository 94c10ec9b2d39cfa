import type { Credential } from "../http/credentials.ts";
import type { Json, JsonObject } from "../json/json.ts";

/** The body of a send: JSON, or text or bytes as they stand where JSON cannot say it. */
export type StepBody = { readonly json: Json } | { readonly text: string } | { readonly base64: string };

/** Creates a session; `as` is the name by which later steps of the case mean it. */
export interface CreateSessionStep {
  readonly do: "create-session";
  readonly as: string;
  readonly body: JsonObject;
  readonly credential?: Credential;
  /** Name of a contact created before, whose id becomes `contact_id`. */
  readonly contact?: string;
}

export interface CreateContactStep {
  readonly do: "create-contact";
  readonly as: string;
  readonly body: JsonObject;
}

export interface SendStep {
  readonly do: "send";
  /** What `sessionRef` reads. */
  readonly session: string;
  readonly body: StepBody;
  readonly credential?: Credential;
  /** Replaces `application/json`. */
  readonly contentType?: string;
  /** Among sends that are released together: so long after the release, in milliseconds. */
  readonly afterMs?: number;
}

/**
 * Reads the session until it shows every accepted write. Where it does not at once, one more write of a fresh key to
 * each of `records` tells a read that is late from a write that is lost; with `marker` true that write comes first,
 * with `marker` false it never comes, and patience alone decides.
 */
export interface ObserveStep {
  readonly do: "observe";
  readonly session: string;
  readonly records: readonly RecordKind[];
  readonly marker?: boolean;
}

/** Reads the session's history, page by page, until it shows every accepted message. */
export interface HistoryStep {
  readonly do: "history";
  readonly session: string;
}

/** One read with a credential of its own. */
export interface ReadStep {
  readonly do: "read";
  readonly operation: "getSession" | "listHistory";
  readonly session: string;
  readonly credential?: Credential;
}

/** Lets time pass, in milliseconds, for effects that come late. */
export interface WaitStep {
  readonly do: "wait";
  readonly ms: number;
}

/** Sends that are held at their last byte and released together; what stands `beside` them begins just before. */
export interface TogetherStep {
  readonly do: "together";
  readonly sends: readonly SendStep[];
  readonly beside?: readonly (ReadStep | CreateSessionStep)[];
}

/** What a scenario is made of: plain data, so that it can be printed, cut down, and run again. */
export type Step =
  | CreateSessionStep
  | CreateContactStep
  | SendStep
  | ObserveStep
  | HistoryStep
  | ReadStep
  | WaitStep
  | TogetherStep;

/**
 * What the session of a step is: one that the case made under this name, a piece of a path that goes out as it stands
 * (written `=...`), or an id that begins like that of the session so named (written `~...`). The last two do not exist.
 */
export type SessionRef =
  | { readonly made: string }
  | { readonly verbatim: string }
  | { readonly like: string };

export function sessionRef(session: string): SessionRef {
  if (session.startsWith("=")) return { verbatim: session.slice(1) };
  return session.startsWith("~") ? { like: session.slice(1) } : { made: session };
}

/** Whether a step addresses a session that the case did not create. */
export function isToUnknownSession({ session }: Pick<SendStep, "session">): boolean {
  return !("made" in sessionRef(session));
}

/** The name of another session that the steps before this one create, if there is any. */
export function otherSession(steps: readonly Step[], index: number, session: string): string | undefined {
  const made = steps.slice(0, index).filter((step) => step.do === "create-session");
  return made.find(({ as }) => as !== session)?.as;
}

/** The two records that custom data is merged into. */
export type RecordKind = "session" | "contact";
