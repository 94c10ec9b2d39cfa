import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, test } from "vitest";
import { drive } from "./driver.ts";

async function sink(status: number) {
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    received.push(await json(request));
    response.writeHead(status).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, received, close };
}

test.each([200, 500])(
  "tells messages in order and no custom data, even to a sink that answers %i",
  async (status) => {
    const { url, received, close } = await sink(status);
    const it = await drive("socket", { ticketingUrl: url });
    const id = await it.session({
      verified: true,
      custom_data: { secret: "create" },
      contact: { email: "a@example.com" },
    });
    for (const text of ["one", "two", "three"]) {
      await it.send(id, {
        message: { text },
        custom_data: { secret: text },
        contact: { custom_data: { secret: text } },
      });
    }
    await it.send(id, { message: { text: "refused" }, custom_data: { nested: {} } });
    await it.close();
    close();
    expect(received).toMatchObject(
      ["one", "two", "three"].map((text) => ({
        session_id: id,
        contact_email: "a@example.com",
        sender: "contact",
        message: { type: "text", text },
      })),
    );
    expect(JSON.stringify(received)).not.toContain("secret");
  },
);

test("accepts messages while the ticketing system is down", async () => {
  const { url, close } = await sink(200);
  close();
  const it = await drive("socket", { ticketingUrl: url });
  expect((await it.send(await it.session())).status).toBe(200);
  await it.close();
});
