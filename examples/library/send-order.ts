import type { OpenCxClient } from "opencx-conformance";

/** Tells a session about an order; gives the id of the message. */
export async function sendOrder(client: OpenCxClient, session: string, order: string): Promise<string> {
  const { data, error, response } = await client.POST("/chat/sessions/{session_id}/send", {
    params: { path: { session_id: session } },
    body: {
      sender: "agent",
      message: { type: "text", text: `Your order is ${order}` },
      custom_data: { order },
    },
  });
  if (data === undefined)
    throw new Error(`the message was refused with ${response.status}: ${JSON.stringify(error)}`);
  return data.data.message.id;
}
