#!/usr/bin/env node
// CommonJS and plain syntax, so that a Node too old for the rest can still say so.
const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) < OLDEST) {
  process.stderr.write(
    `opencx-conformance needs Node ${OLDEST} or newer; this is ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  // A short run is for the most part reading its own code: kept compiled, that takes half the time.
  process.getBuiltinModule("node:module").enableCompileCache();
  import("./bin.ts");
}
