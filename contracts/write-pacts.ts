import { fileURLToPath } from "node:url";
import { writePact } from "./consumer-pact.ts";
import { consumers } from "./consumers.ts";

// Runs every consumer test against the Pact mock server and writes contracts/pacts/.
const folder = fileURLToPath(new URL("pacts/", import.meta.url));
for (const consumer of consumers) process.stdout.write(`${await writePact(consumer, folder)}\n`);
