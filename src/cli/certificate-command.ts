import { badge } from "../certificate/badge.ts";
import { skippedDuties } from "../certificate/findings.ts";
import { readKey, writeKeys } from "../certificate/keys.ts";
import { type Verification, verifyCertificate } from "../certificate/verify-certificate.ts";
import { plain } from "../reports/plain.ts";
import { leftOutWords } from "../reports/verdict-words.ts";
import type { Behaviour } from "./command.ts";
import { SUITE_VERSION } from "./command-name.ts";
import { exitCodeOf } from "./guard.ts";
import { contractIn } from "./named-files.ts";
import { prepareOutput, writeOutput } from "./output-file.ts";

export const keygen: Behaviour<"certificate keygen"> = {
  async run({ out }) {
    const { key, publicKey, id } = writeKeys(out);
    process.stdout.write(
      `  written: ${key} (keep it secret)\n  written: ${publicKey} (give it away)\n  key id: ${id}\n`,
    );
    return 0;
  },
};

export const verify: Behaviour<"certificate verify"> = {
  async run(flags, file: string) {
    const verification = await verifyCertificate(file, {
      ...flags,
      publicKey: readKey(flags.publicKey, "public"),
      version: SUITE_VERSION,
      contract: await contractIn(flags.spec),
      ...(flags.evidence === undefined ? {} : { evidenceFile: flags.evidence }),
    });
    process.stdout.write(`${explain(verification)}\n`);
    if (flags.badge !== undefined) {
      prepareOutput(flags.badge, "the badge");
      const problem = writeOutput(flags.badge, badge(verification));
      process.stdout.write(`  ${problem ?? `written: ${flags.badge}`}\n`);
    }
    if (verification.state === "valid") return exitCodeOf(verification.audit.verdict);
    return verification.state === "refused" ? 1 : 3;
  },
};

function explain(it: Verification): string {
  if (it.state === "refused") return `refused: ${plain(it.reason)}`;
  if (it.state === "undecided") return `could not tell: ${plain(it.reason)}\n  ${plain(it.hint)}`;
  const { audit, issue, plan } = it;
  const { header, rules, cases, verdict } = audit;
  const { subject, run, suite } = header;
  const named = `${plain(subject.name)}${subject.version === undefined ? "" : ` ${plain(subject.version)}`}`;
  const count = (outcome: string) => rules.filter((rule) => rule.outcome === outcome).length;
  const without = run.kind === "provider" ? run.without : undefined;
  const lines = [
    `valid: ${named} is ${verdict === "conformant" ? "conformant" : "not conformant"}${leftOutWords(without)}`,
    `  kind: ${subject.kind}`,
    `  subject: ${named}${subject.url === undefined ? "" : ` at ${plain(subject.url)}`}`,
    subject.command && `  command: ${plain(subject.command.join(" "))}`,
    `  profile: ${run.profile ?? "none"}`,
    without &&
      `  left out: ${without.join(", ")} (the issuer says that the provider lacks it, or that it must not be sent)`,
    `  cases: ${cases.carriedOut} of ${cases.planned} planned ones were carried out`,
    `  rules: ${count("pass")} pass, ${count("warn")} warn, ${count("fail")} fail, ${count("skipped")} skipped or not applicable`,
    ...[...Map.groupBy(skippedDuties(rules), ({ reason = "" }) => reason)].map(
      ([reason, skipped]) => `  skipped: ${skipped.map(({ id }) => id).join(", ")} (${plain(reason)})`,
    ),
    run.kind === "provider" &&
      run.keyLacks.length > 0 &&
      `  not shown, because the key of the run has none: ${run.keyLacks.join(", ")}`,
    plan === "unchecked" &&
      `  version ${plain(suite.version)} made it, and this is version ${SUITE_VERSION}: its evidence was judged again, but its plan was not made again, so missing cases would not show`,
    `  issued ${issue.issued}, expires ${issue.expires}, suite ${plain(suite.version)}`,
  ];
  return lines.filter(Boolean).join("\n");
}
