import { createServer } from "node:net";

/**
 * A port that is free now, for a command that has to be told one. It lies below those that a system gives to whoever asks
 * for any (from 32768 on, under Linux), so that no other test that does is given it a moment later.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((done) => {
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => done(true));
  });
  if (!isFree) return freePort();
  await new Promise((done) => server.close(done));
  return port;
}
