import type { Call } from "./behaviour.ts";
import { type Answer, Refusal } from "./refusal.ts";
import { renderMessage } from "./render.ts";
import type { Session } from "./store.ts";

/**
 * One page of a session's messages, oldest first. The cursor says how many stand on the pages before.
 * @throws Refusal 400 for a cursor that was not given out
 */
export async function listHistory(call: Call, session: Session, pageSize: number): Promise<Answer> {
  const cursor = new URL(call.request.url).searchParams.get("cursor") ?? "after-0";
  const [, offset] = /^after-(\d{1,9})$/.exec(cursor) ?? [];
  if (offset === undefined) throw new Refusal(400, "cursor is unknown");
  const messages = await call.behaviour.history(call, session);
  const end = Number(offset) + pageSize;
  const items = messages.slice(Number(offset), end).map(renderMessage);
  return { status: 200, body: { items, next: end < messages.length ? `after-${end}` : null } };
}
