import { expect, test } from "vitest";
import { uncaughtError } from "../../src/consumer-harness/uncaught-error.ts";

/** What runtimes write when nothing catches an error, cut to what matters. */
const reports = [
  [
    "Node",
    "file:///bot.mjs:3\nconst a = JSON.parse(text);\n               ^\n\nSyntaxError: Unexpected end of JSON input\n    at JSON.parse (<anonymous>)\n\nNode.js v24.1.0\n",
    "SyntaxError: Unexpected end of JSON input",
  ],
  [
    "Node, with a cause",
    "node:internal/deps/undici/undici:13510\n      Error.captureStackTrace(err);\n            ^\n\nTypeError: fetch failed\n    at node:internal {\n  [cause]: SocketError: other side closed\n}\n\nNode.js v20.1.0\n",
    "TypeError: fetch failed",
  ],
  [
    "Node, a class of its own",
    "/app/axios.js:9\n\nAxiosError: Request failed with status code 500\n    at settle\n\nNode.js v22.0.0\n",
    "AxiosError: Request failed with status code 500",
  ],
  [
    "Python",
    'log line\nTraceback (most recent call last):\n  File "bot.py", line 3, in <module>\n    json.loads(text)\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n',
    "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
  ],
  [
    "Python, one after another",
    'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "a.py", line 2\nValueError: bad\n',
    "ValueError: bad",
  ],
  [
    "Java",
    'Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()"\n\tat Bot.main(Bot.java:3)\n',
    'java.lang.NullPointerException: Cannot invoke "String.length()"',
  ],
  [
    "Go",
    "panic: runtime error: index out of range [0]\n\ngoroutine 1 [running]:\nmain.main()\n",
    "panic: runtime error: index out of range [0]",
  ],
  [
    ".NET",
    "Unhandled exception. System.Net.Http.HttpRequestException: Connection refused\n   at Bot.Main()\n",
    "System.Net.Http.HttpRequestException: Connection refused",
  ],
  [
    "Mono",
    "\nUnhandled Exception:\nSystem.Net.WebException: Connection reset by peer\n  at Bot.Main () [0x0]\n",
    "System.Net.WebException: Connection reset by peer",
  ],
  [
    "Lua",
    "lua5.4: bot.lua:4: attempt to index a nil value\nstack traceback:\n\tbot.lua:4: in main chunk\n",
    "bot.lua:4: attempt to index a nil value",
  ],
  [
    "Tcl",
    'sent one\nkey "data" not known in dictionary\n    while executing\n"dict get $a data"\n    (file "bot.tcl" line 4)\n',
    'key "data" not known in dictionary',
  ],
  [
    "Erlang",
    "escript: exception error: no match of right hand side value {error,timeout}\n  in function  erl_eval:expr/6\n",
    "exception error: no match of right hand side value {error,timeout}",
  ],
  [
    "Deno, in colours",
    "\u001b[0m\u001b[1m\u001b[31merror\u001b[0m: Uncaught (in promise) TypeError: fetch failed\n    at file:///bot.ts:2:11\n",
    "TypeError: fetch failed",
  ],
  [
    "Rust",
    "thread 'main' panicked at src/main.rs:2:5:\nboom\n",
    "thread 'main' panicked at src/main.rs:2:5:",
  ],
  ["PHP", "PHP Fatal error:  Uncaught TypeError: no in /bot.php:3\n", "TypeError: no in /bot.php:3"],
  [
    "Ruby",
    "bot.rb:3:in `parse': unexpected end of input (JSON::ParserError)\n\tfrom bot.rb:3:in `<main>'\n",
    "unexpected end of input (JSON::ParserError)",
  ],
] as const;

/** Exit codes by which a runtime says that nothing caught an error, where they are not 1. */
const EXITS: Readonly<Record<string, number>> = { Go: 2, Rust: 101, PHP: 255, Erlang: 127 };

test.for(reports)("%s", ([runtime, text, error]) => {
  const exit = EXITS[runtime] ?? 1;
  expect(uncaughtError({ exit, errorText: text, outputText: "", notes: "", askedMs: [] })).toBe(error);
});

test.for([
  ["nothing", ""],
  ["a line of the program's own", "send failed: 500\n"],
  ["an error that was caught and told", "Error: send failed\n    at send (bot.mjs:3:9)\n"],
  [
    "a traceback that was logged on the way",
    'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: 1\ngoing on\nsent 3 messages\n',
  ],
])("%s is no uncaught error", ([, text]) => {
  expect(
    uncaughtError({ exit: 1, errorText: text!, outputText: "", notes: "", askedMs: [] }),
  ).toBeUndefined();
});

test("what a process died of that sent nothing itself was told to whoever started it", () => {
  const notes =
    "loaded python 7 100\nuncaught 7 200 KeyError: id\nloaded python 8 400\nuncaught 8 500 KeyError: name\n";
  const died = (...askedMs: number[]) =>
    uncaughtError({ exit: 1, errorText: "", outputText: "", notes, askedMs });
  expect(died()).toBe("KeyError: id");
  expect(died(50, 150, 300)).toBe("KeyError: id");
  expect(died(50, 450)).toBe("KeyError: name");
  expect(died(50, 300, 600)).toBeUndefined();
});
