import { type Kind, kind } from "./factor.ts";

/**
 * Kinds of message texts. None holds `<` or `&`, since sanitising HTML is left open. Each member gets the case's tag at its end, so that every
 * beginning is tried.
 */
export const TEXT_KINDS: readonly Kind<string>[] = [
  kind(
    "plain",
    "what everybody says",
    "I need help with this order",
    "Thank you",
    "What?!! No... it's -- fine",
    "ok",
  ),
  kind("leading slash", "taken for a command", "/help me", "/close", "/assign ann"),
  kind("leading bang", "taken for a command", "!important", "!close", "!ping"),
  kind("leading hash", "taken for a heading or a channel", "# Heading", "#urgent", "#42"),
  kind("leading at", "taken for a mention", "@ann please look", "@channel", "@here"),
  kind("leading bracket", "taken for a quotation", "> quoted", ">> twice", ">not quoted"),
  kind(
    "Markdown",
    "rendered",
    "**bold** _it_ `code`",
    "- one\n- two",
    "~~gone~~ 1) x",
    "a * b * c",
    "```\n| a | b |\n```",
  ),
  kind(
    "links",
    "shortened, unfurled or rewritten",
    "see https://example.com/a?b=c%20d#e",
    "www.example.com",
    "[here](https://example.com/x_y_z)",
  ),
  kind("mentions", "rewritten", "ask @ann or ann@example.com", "cc @U123, #C42"),
  kind("emoticons", "replaced by emoji", "great :) :-( ;-)", ":smile: :+1:", "8-) :D"),
  kind(
    "emoji",
    "cut at the astral plane",
    "\u{1f600} fine",
    "\u{1f469}\u200d\u{1f467} family",
    "done \u2705",
    "\u2764\ufe0f \u{1f44d}\u{1f3fd} thanks",
  ),
  kind(
    "quoted reply",
    "cut as a quotation or a signature",
    "Yes.\n\nOn Mon, Ann wrote:\n> are you there?",
    "Fine\n-- \nAnn\nExample Ltd",
    "Done\n\nSent from my phone",
  ),
  kind("many lines", "cut at the first line", "one\ntwo\n\nthree", "one\n\n\n\nfour", "a\tb\n  c"),
  kind(
    "very long",
    "cut at a column",
    `long ${"text ".repeat(110)}end`,
    `long ${"words and more ".repeat(55)}end`,
  ),
  kind("inner white space", "collapsed", "two  spaces and\ttab", "a\u00a0b\u2003c"),
  kind("escapes", "evaluated or decoded", '{"a":1} ${x} {{y}}', "100% %41 \\n", "'; DROP TABLE x; --"),
  kind(
    "other scripts",
    "replaced",
    "caf\u00e9 and cafe\u0301",
    "\u3053\u3093\u306b\u3061\u306f",
    "\u0645\u0631\u062d\u0628\u0627",
    "a \u200fb\u202c c",
  ),
  kind(
    "digits",
    "masked, or linked as a phone number",
    "my number is 555-0199",
    "2026-01-31 at 12:30",
    "order 4711",
    "call +15550100199",
  ),
];
