import { counted } from "../../counted.ts";
import { escaped } from "../../escaped.ts";
import { isAbout, page } from "../../send-message/contract/page.ts";
import { countWords, LOOKS, OUTCOMES } from "../outcome-words.ts";
import type { ReportedRule } from "../report.ts";
import { type Html, html, verbatim } from "./html.ts";
import type { Section } from "./parts.ts";

interface Block {
  readonly kind: "heading" | "sentence" | "example";
  readonly text: string;
}

/** The page in its order. */
const blocks = blocksOf(page.text.slice(page.text.indexOf("Send a message")));

/** The page itself, each sentence coloured by what became of its rules, with links to them. */
export function specification(rules: readonly ReportedRule[]): Section {
  const sourced = rules.filter(({ quote }) => quote === undefined);
  return {
    id: "specification",
    nav: "The page",
    title: "The page, sentence by sentence",
    content: html`<p class="lead">These are the words that both sides go by. The colour says what the run found. Open a sentence to see its rules.</p>
<div class="spec">${blocks.map((block) => blockView(block, rulesAbout(block, rules)))}</div>
${sourced.length === 0 ? undefined : html`<p class="aside">${counted(sourced.length, "more rule")} ${sourced.length === 1 ? "comes" : "come"} from other pages of the API or from good practice: ${countWords(sourced)}. See the <a href="#rules">list of all rules</a>.</p>`}`,
  };
}

/** Where a rule's sentence stands in this view; `undefined` if it has none there. */
export function sentenceAnchor({ quote }: Pick<ReportedRule, "quote">): string | undefined {
  if (quote === undefined) return undefined;
  const about = blocks.filter(({ kind, text }) => kind !== "heading" && isAbout(quote, text));
  const block = about.find(({ kind }) => kind === "sentence") ?? about[0];
  return block && anchorOf(block);
}

function blockView(block: Block, rules: readonly ReportedRule[]): Html {
  const { kind, text } = block;
  if (kind === "heading") return html`<h3>${text}</h3>`;
  const isExample = kind === "example";
  const example = isExample ? html`<pre tabindex="0">${verbatim(text)}</pre>` : undefined;
  if (rules.length === 0) return html`<div class="unit" id="${anchorOf(block)}">${example ?? text}</div>`;
  const outcome = OUTCOMES.find((each) => rules.some((rule) => rule.outcome === each))!;
  const words = isExample ? `Example${text.startsWith("curl") ? " of a request" : ""}` : text;
  const links = rules.map(
    (rule) =>
      html`<li><a class="rule ${rule.outcome}" href="#${rule.id}"><span aria-hidden="true">${LOOKS[rule.outcome].sign}</span> ${rule.title}</a></li>`,
  );
  return html`<details class="unit ${outcome}" id="${anchorOf(block)}"><summary><span class="sign" aria-hidden="true">${LOOKS[outcome].sign}</span><span class="words">${words}</span><span class="count">${countWords(rules)}</span></summary>
${example}<ul>${links}</ul></details>`;
}

/** A rule belongs to the sentences that it quotes, and to an example only if it quotes no sentence. */
function rulesAbout({ kind, text }: Block, rules: readonly ReportedRule[]): readonly ReportedRule[] {
  return rules.filter(
    ({ quote }) =>
      quote !== undefined &&
      kind !== "heading" &&
      isAbout(quote, text) &&
      (kind === "sentence" || !page.sentences.some((sentence) => isAbout(quote, sentence))),
  );
}

function anchorOf({ text }: Block): string {
  const words = text.toLowerCase().match(/[a-z]+/g)!;
  return `page-${words.slice(0, 6).join("-")}`;
}

/** Examples as they stand, then what is prose: its sentences, and its headings. */
function blocksOf(text: string): Block[] {
  const sentences = new Set(page.sentences.map((sentence) => sentence.replace(/\s+/g, " ")));
  // The longer of two that begin alike goes first.
  const any = [...sentences].sort((a, b) => b.length - a.length).map(escaped);
  const sentence = new RegExp(`(${any.join("|")})`);
  return text.split(/(^curl [\s\S]*?^'$|^\{$[\s\S]*?^\}$)/m).flatMap((part, index): Block[] => {
    if (index % 2 === 1) return [{ kind: "example", text: part.trim() }];
    const prose = part.replace(/\s+/g, " ").replaceAll("• ", "");
    return prose.split(sentence).flatMap((each): Block[] => {
      const words = each.trim();
      if (words === "") return [];
      return [{ kind: sentences.has(each) ? "sentence" : "heading", text: words }];
    });
  });
}
