import { counted } from "../../counted.ts";
import { countsAgainst, type Detail, type Finding, type Findings } from "../finding.ts";
import { failureView } from "./failures.ts";
import { html } from "./html.ts";
import { pairs, type Section } from "./parts.ts";
import { shell } from "./shell.ts";

/** Operations that the bar names. */
const MAX_LINKS = 5;

/** What became of a document, as one page: each change under its operation, with what it breaks. */
export function changesPage({ title, failed, facts, suite, findings, problem }: Findings): string {
  const failing = findings.filter(countsAgainst).length;
  const numbers = new Map(findings.map((finding, index) => [finding, `change-${index + 1}`]));
  const groups = [...Map.groupBy(findings, ({ group }) => group)];
  return shell({
    title,
    kicker: "what changed in the document",
    verdict: failed ? "not-conformant" : "conformant",
    heading: html`The changes <strong>${failed ? "fail" : "pass"}</strong>`,
    summary: html`<p class="because">${title.replace(/^[^:]*: /, "")}. ${failing === 0 ? "" : `${counted(failing, "finding")} count against the revision.`}</p>
${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
${detailPairs("facts", facts)}`,
    sections: groups.map(([group, some], index): Section => {
      const content = some.map((finding) => changeView(finding, numbers.get(finding)!));
      return { id: `group-${index}`, title: group, content, ...(index < MAX_LINKS ? { nav: group } : {}) };
    }),
    suite,
  });
}

function detailPairs(kind: string, details: readonly Detail[]) {
  return pairs(
    kind,
    details.map(({ name, text }) => [name, text]),
  );
}

function changeView(finding: Finding, anchor: string) {
  const { details, place } = finding;
  const line = place.line === undefined ? "" : `, line ${place.line} of ${place.uri}`;
  return failureView(
    { ...finding, anchor },
    html`${detailPairs("pairs", details)}
<p class="meta">${place.name}${line}</p>`,
  );
}
