import { counted } from "../../counted.ts";
import { isAbout, page } from "../../send-message/contract/page.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html } from "./html.ts";
import { countWords, SIGNS, worst } from "./outcome-words.ts";

interface Block {
  readonly kind: "heading" | "sentence" | "example";
  readonly text: string;
}

/** The page itself, each sentence coloured by what became of its rules, with links to them. */
export function specificationView(rules: readonly ReportedRule[]): Html {
  const views = blocksOf(page.text).map((block) => blockView(block, rulesAbout(block, rules)));
  const sourced = rules.filter(({ quote }) => quote === undefined);
  return html`<section id="specification" aria-labelledby="specification-title">
<h2 id="specification-title">The page, sentence by sentence</h2>
<p class="lead">These are the words that both sides go by. The colour says what the run found. Open a sentence to see its rules.</p>
<div class="spec">${views}</div>
${sourced.length === 0 ? undefined : html`<p class="aside">${counted(sourced.length, "more rule")} come from other pages of the API or from good practice: ${countWords(sourced.map(({ outcome }) => outcome))}. They are in the <a href="#rules">list of all rules</a>.</p>`}
</section>`;
}

/** Where a rule's sentence stands in this view; `undefined` if it has none there. */
export function sentenceAnchor(rule: Pick<ReportedRule, "quote">): string | undefined {
  const { quote } = rule;
  if (quote === undefined) return undefined;
  const blocks = blocksOf(page.text);
  const block =
    blocks.find(({ kind, text }) => kind === "sentence" && isAbout(quote, text)) ??
    blocks.find(({ kind, text }) => kind === "example" && isAbout(quote, text));
  return block === undefined ? undefined : anchorOf(block);
}

function blockView(block: Block, rules: readonly ReportedRule[]): Html {
  if (block.kind === "heading") return html`<h3>${block.text}</h3>`;
  const outcomes = rules.map(({ outcome }) => outcome);
  const outcome = worst(outcomes);
  const text =
    block.kind === "example"
      ? html`<pre tabindex="0">${linesOf(block.text)}</pre>`
      : html`<span class="words">${block.text}</span>`;
  if (rules.length === 0) return html`<div class="unit none" id="${anchorOf(block)}">${text}</div>`;
  const summary =
    block.kind === "example"
      ? html`<span class="words">Example${block.text.startsWith("curl") ? " of a request" : ""}</span>`
      : text;
  return html`<details class="unit ${outcome}" id="${anchorOf(block)}"><summary><span class="sign" aria-hidden="true">${SIGNS[outcome]}</span>${summary}<span class="count">${countWords(outcomes)}</span></summary>
${block.kind === "example" ? text : undefined}<ul>${rules.map(
    (rule) =>
      html`<li><a class="rule ${rule.outcome}" href="#${rule.id}"><span aria-hidden="true">${SIGNS[rule.outcome]}</span> ${rule.title}</a></li>`,
  )}</ul></details>`;
}

function linesOf(text: string): Html[] {
  return text.split("\n").map(
    (line) => html`${line}
`,
  );
}

/** A rule belongs to the sentences that it quotes, and to an example only if it quotes no sentence. */
function rulesAbout({ kind, text }: Block, rules: readonly ReportedRule[]): readonly ReportedRule[] {
  if (kind === "heading") return [];
  return rules.filter(({ quote }) => {
    if (quote === undefined) return false;
    const isProse = page.sentences.some((sentence) => isAbout(quote, sentence));
    return kind === "example" ? !isProse && isAbout(quote, text) : isAbout(quote, text);
  });
}

function anchorOf({ text }: Block): string {
  return `page-${text
    .toLowerCase()
    .match(/[a-z]+/g)!
    .slice(0, 6)
    .join("-")}`;
}

/** Examples as they stand, then what is prose: its sentences, and its headings. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const body = text.slice(text.indexOf("Send a message"));
  for (const part of body.split(/(^curl [\s\S]*?^'$|^\{$[\s\S]*?^\}$)/m)) {
    if (/^(curl |\{)/.test(part)) blocks.push({ kind: "example", text: part.trim() });
    else blocks.push(...proseBlocks(part));
  }
  return blocks;
}

function proseBlocks(part: string): Block[] {
  const blocks: Block[] = [];
  let rest = part.replace(/\s+/g, " ").replaceAll("• ", "").trim();
  const heading = (words: string) => {
    if (words.trim() !== "") blocks.push({ kind: "heading", text: words.trim() });
  };
  while (rest !== "") {
    const next = page.sentences
      .map((sentence) => ({ sentence, at: rest.indexOf(sentence.replace(/\s+/g, " ")) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.sentence.length - a.sentence.length)[0];
    if (next === undefined) {
      heading(rest);
      break;
    }
    heading(rest.slice(0, next.at));
    blocks.push({ kind: "sentence", text: next.sentence });
    rest = rest.slice(next.at + next.sentence.replace(/\s+/g, " ").length).trim();
  }
  return blocks;
}
