import { isObject } from "../../json/json.ts";
import type { Call } from "./behaviour.ts";
import { Refusal } from "./refusal.ts";

/**
 * Reads the JSON body of a call into it. A missing body is the empty object where the operation demands none.
 * @throws Refusal 413 above `maxBytes`, 415 for another media type or encoding, 400 for what is not JSON in UTF-8
 */
export async function readBody(call: Call, maxBytes: number): Promise<void> {
  const bytes = await bytesOf(call.request, maxBytes);
  call.bytes = bytes.length;
  if (bytes.length === 0 && call.operation === "createSession") return;
  const { headers } = call.request;
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers.get("content-type") ?? "")) {
    throw new Refusal(415, "the content type must be application/json");
  }
  if (!/^(identity)?$/i.test(headers.get("content-encoding") ?? "")) {
    throw new Refusal(415, "the body must not be encoded");
  }
  try {
    call.json = call.behaviour.parse(call, bytes);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(400, "the body is not JSON in UTF-8");
  }
  if (isObject(call.json)) call.body = call.json;
}

async function bytesOf(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new Refusal(413, `the body must not exceed ${maxBytes} bytes`, { connection: "close" });
  const announced = request.headers.get("content-length");
  if (Number(announced) > maxBytes) throw tooLarge();
  // HTTP holds a body to its announced length; reading it at once is several times faster.
  if (announced !== null) return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
