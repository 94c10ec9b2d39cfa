import { expect, test } from "vitest";
import { refusePort } from "../../src/cli/guard.ts";
import { createReferenceProvider } from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { listen } from "../../src/send-message/reference-provider/listen.ts";

test("a port that cannot be listened on is a mistake of the user; any other error stays what it is", async () => {
  const server = await listen(createReferenceProvider());
  const port = Number(new URL(server.url).port);
  await expect(listen(createReferenceProvider(), { port }).catch(refusePort(port))).rejects.toThrow(
    `cannot listen on port ${port}: address already in use`,
  );
  await server.close();
  const other = new TypeError("a rule is broken");
  expect(() => refusePort(port)(other)).toThrow(other);
});
