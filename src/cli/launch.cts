#!/usr/bin/env node
// CommonJS and plain syntax, so that a Node too old for the rest can still say so.
const OLDEST = 24;

if (Number(process.versions.node.split(".")[0]) < OLDEST) {
  process.stderr.write(
    `opencx-conformance needs Node ${OLDEST} or newer; this is ${process.versions.node}\n`,
  );
  process.exitCode = 2;
} else {
  import("./bin.ts");
}
