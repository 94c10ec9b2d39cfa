import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** A piece of text that a user reads, and where it stands. */
export interface Sentence {
  readonly place: string;
  readonly text: string;
}

/** Every line of the documentation, and every text of more than one word in our sources. */
export function publicSentences(): Sentence[] {
  const documents = globSync([
    "*.md",
    "docs/{*,decisions/*}.md",
    "examples/**/*.md",
    ".changeset/*.md",
    "action.yml",
  ]).filter((file) => !/mutation|kill-matrix/.test(file));
  const sources = globSync("src/**/*.{ts,cts}");
  return [
    ...documents.flatMap((file) =>
      readFileSync(file, "utf8")
        .split("\n")
        .map((text, index) => ({ place: `${file}:${index + 1}`, text })),
    ),
    ...sources.flatMap(textsOf),
  ];
}

function textsOf(file: string): Sentence[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found: Sentence[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = node.getText(source);
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      if (text.includes(" ")) found.push({ place: `${file}:${line}`, text });
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}
