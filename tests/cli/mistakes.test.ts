import { expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

test.each([
  [["--bogus"], /unknown option --bogus; `provider --help` lists the options/],
  [["--setle", "5s"], /did you mean --settle/],
  [["frobnicate"], /unknown command "frobnicate"; --help lists the commands/],
  [["consumers"], /unknown command "consumers"; did you mean consumer\?/],
  [["report", "renders"], /unknown command "renders"; did you mean render\?/],
  [["--seed="], /--seed= has no value/],
  [["--seed"], /--seed needs a value/],
  [["--seed", "1", "--seed", "2"], /--seed is given twice, as "1" and "2"/],
  [["diff", "a", "b", "c"], /unexpected argument "c"/],
  [["--profile", "huge"], /profile: "huge" is unknown; choose one of canary, quick, standard, thorough/],
  [["--settle", "5parsecs"], /settle: "5parsecs" is not a valid duration; write it like 500ms/],
  [["--max-requests", "0"], /max-requests: "0" is not a whole number above 0/],
  [["--seed", "-1"], /seed/],
  [["--url", "ftp://example.com"], /not of http or https/],
  [["--url", "http://a:b@example.com"], /user name or password; give credentials with --token or -H/],
  [["--url", "http://127.0.0.1:1", "-H", "nonsense"], /header: "nonsense" is not a valid header/],
  [["--url", "http://127.0.0.1:1"], /a key is needed for .*\n {2}give it with --token or OPENCX_API_KEY/],
  [
    ["--url", "http://127.0.0.1:1", "--token", "two words"],
    /the key holds a character that no header can carry/,
  ],
  [["--rule", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["--rule", "*", "--exclude", "*"], /no rule is left to judge/],
  [["--report", "pdf"], /unknown report format "pdf".*\n {2}choose one of .*json/],
  [["--without", "history,contact"], /without: "contact" is unknown; choose one of history, contacts/],
  [["--without", "create-session"], /leaves no session to send to\n {2}name an existing one with --session/],
  [["--watch"], /--watch does not go with the embedded provider.*\n {2}give --url/],
  [["--spec", "nowhere.yaml"], /cannot read the document from nowhere.yaml: no such file or directory/],
  [["--waivers", "nowhere.txt"], /cannot read the waivers from nowhere.txt/],
  [["--ticketing-sink", "9000", "--url", "http://127.0.0.1:1", "--token", "k"], /"9000" is not HOST:PORT/],
  [["rules", "explain", "session-data/unsent-key-stays"], /did you mean session-data\/unsent-keys-stay/],
  [["replay", "nowhere.json"], /cannot read the report from nowhere.json/],
] as const)("%j is a mistake: exit code 2, a line that names it, and what to do", async (args, says) => {
  const { code, stdout, stderr } = await runCli(...args);
  expect(stderr).toMatch(says);
  expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/defect of|\n +at /);
  expect([code, stdout]).toEqual([2, ""]);
});

test.each(["certificate", "pact", "report"])("%s alone shows its help", async (group) => {
  const { code, stdout } = await runCli(group);
  expect(stdout).toContain("COMMANDS");
  expect(code).toBe(0);
});
