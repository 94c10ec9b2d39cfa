/** Message texts that providers are known to mistreat, each with what it catches. */
export const CORPUS_TEXTS: readonly (readonly [text: string, catches: string])[] = [
  ["UPPER and Lower, caf\u00e9 and cafe\u0301", "the case folded, or characters composed"],
  ["\u{1f469}\u200d\u{1f467} emoji", "cut at the astral plane, or a joined emoji taken apart"],
  ["line\nbreak\ttab", "cut at the line's end, or white space collapsed"],
  ['{"a":1} ${x} %41 \\n', "expanded, decoded or unescaped"],
];
