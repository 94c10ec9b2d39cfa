import { pageText } from "../../../generated/document.ts";

const TYPE = /^(string|object|boolean|number|integer|enum<\w+>)$/;

const folded = fold(pageText);

/** The page under test, word for word, and everything that it says, one duty each and in its order. */
export const page: { readonly text: string; readonly sentences: readonly string[] } = {
  text: pageText,
  sentences: sentencesOf(pageText),
};

/** Whether the text stands word for word in the page, any white space being equal. */
export function isQuote(text: string): boolean {
  const quote = fold(text);
  return quote !== "" && folded.includes(quote);
}

/** Whether a quote stands in a sentence of the page, or the sentence in the quote, any white space being equal. */
export function isAbout(quote: string, sentence: string): boolean {
  return fold(sentence).includes(fold(quote)) || fold(quote).includes(fold(sentence));
}

/** Sentences of the prose, and entries of the member lists ("sender enum<string> required ..."); examples are left out. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let entry: string[] = [];
  const lines = withoutExamples(text);
  for (const [index, line] of lines.entries()) {
    const startsEntry = TYPE.test(lines[index + 1] ?? "");
    if (line === "" || startsEntry) entry = endEntry(entry, sentences);
    if (startsEntry || entry.length > 0) entry.push(line);
    else if (line.split(/\s+/).length > 2) sentences.push(...splitSentences(line));
  }
  endEntry(entry, sentences);
  return sentences;
}

function endEntry(entry: readonly string[], sentences: string[]): string[] {
  if (entry.length > 0) sentences.push(entry.join(" "));
  return [];
}

function splitSentences(line: string): string[] {
  const sentence = line.replace(/^• /, "");
  return sentence.split(/(?<=\.)(?<!e\.g\.)\s+(?=[A-Z])/).map((part) => part.trim());
}

function withoutExamples(text: string): string[] {
  return text
    .replace(/^curl [\s\S]*?^'$/m, "")
    .replace(/^\{$[\s\S]*?^\}$/gm, "")
    .split("\n")
    .map((line) => line.trim());
}

function fold(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
