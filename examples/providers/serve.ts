// Serves one of the example providers: node examples/providers/serve.ts sqlite|postgres|lost-updates|path-from-key [PORT]
import { serve } from "@hono/node-server";
import { createApp, type Store } from "./app.ts";
import { postgresStore } from "./postgres.ts";
import { sqliteStore } from "./sqlite.ts";
import { pathFromKey, readMergeWrite } from "./wrong.ts";

const stores: Record<string, () => Store | Promise<Store>> = {
  sqlite: () => sqliteStore(),
  postgres: () => postgresStore(),
  "lost-updates": () => postgresStore(readMergeWrite, false),
  "path-from-key": () => sqliteStore(pathFromKey),
};
const [name = "sqlite", port = "0"] = process.argv.slice(2);
const store = Object.hasOwn(stores, name) ? stores[name] : undefined;
if (store === undefined) {
  console.error(`unknown example "${name}"; choose one of ${Object.keys(stores).join(", ")}`);
  process.exit(2);
}
const { fetch } = createApp(
  await store(),
  new Map([
    ["example-key", true],
    ["example-read-key", false],
  ]),
);
serve({ fetch, port: Number(port), hostname: "127.0.0.1" }, (address) =>
  console.log(`http://127.0.0.1:${address.port}, key example-key, read-only key example-read-key`),
);
