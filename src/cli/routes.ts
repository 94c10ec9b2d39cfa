import { buildRouteMap } from "@stricli/core";
import { command } from "./command.ts";

// What a command does is loaded when it is asked for: most of a short run would be spent on reading the other ones.

const provider = command(
  "provider",
  { brief: "judges a provider: the embedded one, or the one at --url (the default command)" },
  async () => (await import("./provider-command.ts")).providerCommand,
);

const consumer = command(
  "consumer",
  {
    brief:
      "runs a program against a recording sandbox and judges what it sends: consumer [options] -- COMMAND...",
    arguments: { any: { brief: "the program and its arguments, behind --", placeholder: "COMMAND" } },
  },
  async () => (await import("./consumer-command.ts")).consumerCommand,
);

const mock = command(
  "mock",
  { brief: "serves the reference provider on 127.0.0.1, correct or with a planted fault" },
  async () => (await import("./mock-command.ts")).mockCommand,
);

const pactCommands = () => import("./pact-commands.ts");
const pacts = { any: { brief: "files, folders and URLs of pacts", placeholder: "PACT" } };
const pact = buildRouteMap({
  routes: {
    verify: command(
      "pact verify",
      { brief: "verifies pacts against the embedded provider, or the one at --url", arguments: pacts },
      async () => (await pactCommands()).verifyCommand,
    ),
    compare: command(
      "pact compare",
      {
        brief: "compares any consumer's pacts with the OpenAPI document; nothing is sent",
        arguments: pacts,
      },
      async () => (await pactCommands()).compareCommand,
    ),
    publish: command(
      "pact publish",
      { brief: "publishes pacts to a Pact Broker", arguments: pacts },
      async () => (await pactCommands()).publishCommand,
    ),
    canIDeploy: command(
      "pact can-i-deploy",
      { brief: "asks a Pact Broker whether a version may be deployed: 0 yes, 1 no, 3 not known yet" },
      async () => (await pactCommands()).canIDeployCommand,
    ),
    fromReport: command(
      "pact from-report",
      {
        brief: "writes the counterexamples of a report.json, or the boundary corpus, as a pact",
        arguments: [{ brief: "report.json of a run", placeholder: "REPORT", optional: true }],
      },
      async () => (await pactCommands()).fromReportCommand,
    ),
  },
  docs: { brief: "verifies, compares and publishes Pact contracts" },
});

const rules = buildRouteMap({
  routes: {
    list: command(
      "rules list",
      { brief: "lists every rule with its basis" },
      async () => (await import("./rules-command.ts")).list,
    ),
    explain: command(
      "rules explain",
      {
        brief: "says what a rule demands, why, what is sent, and how it is judged",
        arguments: [{ brief: "id of the rule", placeholder: "ID" }],
      },
      async () => (await import("./rules-command.ts")).explain,
    ),
  },
  defaultCommand: "list",
  docs: { brief: "the catalogue of rules" },
});

const replay = command(
  "replay",
  {
    brief: "runs the failures of a report again, exactly: all of them, or that of one rule",
    arguments: [
      { brief: "a report in JSON", placeholder: "REPORT" },
      { brief: "id of a rule that it shows broken", placeholder: "RULE", optional: true },
    ],
  },
  async () => (await import("./replay-command.ts")).replayCommand,
);

const certificate = buildRouteMap({
  routes: {
    keygen: command(
      "certificate keygen",
      { brief: "makes a pair of Ed25519 keys to sign certificates with" },
      async () => (await import("./certificate-command.ts")).keygen,
    ),
    verify: command(
      "certificate verify",
      {
        brief:
          "checks a certificate offline: signature, dates, digests, and by its evidence the verdict itself",
        arguments: [{ brief: "the certificate", placeholder: "FILE" }],
      },
      async () => (await import("./certificate-command.ts")).verify,
    ),
  },
  docs: { brief: "keys for certificates, and checking them" },
});

const diff = command(
  "diff",
  {
    brief: "classifies the changes of an OpenAPI document, and names whom they break",
    details:
      "Compares two OpenAPI documents (3.0 or 3.1): files, URLs on this machine, or git:REF:PATH. Exits 1 where a change breaks somebody.",
    arguments: [
      { brief: "the document as it was", placeholder: "BASE", optional: true },
      { brief: "the document as it is to be", placeholder: "REVISION", optional: true },
    ],
  },
  async () => (await import("./diff-command.ts")).diffCommand,
);

const report = buildRouteMap({
  routes: {
    render: command(
      "report render",
      {
        brief: "writes a JSON report in other formats; several reports of runs make one page, side by side",
        arguments: { any: { brief: "report.json or changes.json", placeholder: "REPORT" }, minimum: 1 },
      },
      async () => (await import("./report-command.ts")).render,
    ),
    merge: command(
      "report merge",
      {
        brief: "puts the reports of the shards of one run together: one report, one verdict",
        arguments: { any: { brief: "report.json of a shard", placeholder: "REPORT" }, minimum: 1 },
      },
      async () => (await import("./report-command.ts")).merge,
    ),
  },
  docs: { brief: "works with reports that were written before" },
});

const init = command(
  "init",
  { brief: "writes a configuration file, and a job for CI; it never overwrites a file" },
  async () => (await import("./init-command.ts")).initCommand,
);

const doctor = command(
  "doctor",
  { brief: "says what is wrong with a set-up before anything is judged, and which rules that would cost" },
  async () => (await import("./doctor-command.ts")).doctorCommand,
);

/** Every command of the command line; `provider` is the default one. */
export const routes = buildRouteMap({
  routes: { provider, consumer, mock, pact, rules, replay, certificate, diff, report, init, doctor },
  defaultCommand: "provider",
  docs: { brief: 'Contract testing and conformance suite for the OpenCX operation "Send a message"' },
});
