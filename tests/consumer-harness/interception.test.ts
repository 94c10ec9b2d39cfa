import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { fixture, judge, resultOf, withOutcome } from "./judging.ts";

/** The first word that a command says of its version; `undefined` where it cannot be started. */
function says(file: string, ...values: readonly string[]): string | undefined {
  try {
    return execFileSync(file, values, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}

/** The Node of the system, in front of which `npm ci` puts the one of this project. */
const systemNode = (says("which", "-a", "node") ?? "")
  .split("\n")
  .find(
    (file) => file !== "" && !file.includes("node_modules") && /^v(18|20|22)\./.test(says(file, "-v") ?? ""),
  );

/** Programs that have `https://api.open.cx` written down, and why one may be missing on this machine. */
const children: readonly {
  readonly runtime: string;
  readonly command: readonly string[];
  readonly missing?: string | false;
}[] = [
  { runtime: "fetch of this Node", command: [process.execPath, fixture("good/bot.mjs")] },
  { runtime: "axios on this Node", command: [process.execPath, fixture("good/axios.mjs")] },
  { runtime: "https of this Node", command: [process.execPath, fixture("good/https.cjs")] },
  { runtime: "http2 of this Node", command: [process.execPath, fixture("good/http2.mjs")] },
  { runtime: "clients of undici on this Node", command: [process.execPath, fixture("good/undici.mjs")] },
  ...["bot.mjs", "axios.mjs", "https.cjs", "http2.mjs"].map((file) => ({
    runtime: `${file} on an older Node`,
    command: [systemNode ?? "", fixture(`good/${file}`)],
    missing: systemNode === undefined && "there is no Node 18, 20 or 22 outside this project",
  })),
  { runtime: "curl", command: ["sh", fixture("good/send.sh")] },
  { runtime: "Python urllib", command: ["python3", fixture("good/bot.py")] },
  { runtime: "Python http.client", command: ["python3", fixture("good/http_client.py")] },
  ...["requests", "urllib3", "httpx", "aiohttp"].map((library) => ({
    runtime: `Python ${library}`,
    command: ["python3", fixture(`good/with_${library}.py`)],
    missing: says("python3", "-c", `import ${library}`) === undefined && "the library is not installed",
  })),
  ...[
    ["LWP::UserAgent", "lwp.pl"],
    ["Mojo::UserAgent", "mojo.pl"],
    ["IO::Socket::SSL", "tiny.pl"],
  ].map(([module = "", file = ""]) => ({
    runtime: `Perl, ${file}`,
    command: ["perl", fixture(`good/${file}`)],
    missing: says("perl", `-M${module}`, "-e", "print 1") !== "1" && `there is no Perl with ${module}`,
  })),
  {
    runtime: "curl of PHP",
    command: ["php", fixture("good/curl.php")],
    missing: says("php", "-r", "echo function_exists('curl_init');") !== "1" && "there is no PHP with curl",
  },
  {
    runtime: "Net::HTTP of Ruby",
    command: ["ruby", fixture("good/net_http.rb")],
    missing: says("ruby", "-v") === undefined && "there is no Ruby",
  },
  {
    runtime: "Go",
    command: ["go", "run", fixture("good/send.go")],
    missing: says("go", "version") === undefined && "there is no Go",
  },
  {
    runtime: "Deno",
    command: ["deno", "run", "--allow-all", fixture("good/bot.mjs")],
    missing: says("deno", "--version") === undefined && "there is no Deno",
  },
  {
    runtime: "Bun",
    command: ["bun", fixture("good/bot.mjs")],
    missing: says("bun", "--version") === undefined && "there is no Bun",
  },
  {
    runtime: "wget",
    command: ["sh", fixture("good/wget.sh")],
    missing: says("wget", "--version") === undefined && "there is no wget",
  },
  {
    runtime: "Java",
    command: ["java", fixture("good/Send.java")],
    missing: says("java", "-version") === undefined && "there is no Java",
  },
];

const environment = { ...process.env, BOT_URL: "https://api.open.cx" };

for (const { runtime, command, missing } of children) {
  test.skipIf(missing)(`${runtime} meets the sandbox${missing ? ` (${missing})` : ""}`, async () => {
    const run = await judge(command, [], { intercept: true, environment });
    expect(withOutcome(run, "fail", "warn", "inconclusive")).toEqual([]);
    expect(run.verdict).toBe("conformant");
    expect(run.case.programs.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(new Set(run.case.received.map(({ origin }) => origin))).toEqual(new Set(["https://api.open.cx"]));
  });
}

test.skipIf(systemNode === undefined)(
  "a connection that is kept does not keep an older Node running",
  async () => {
    const command = [systemNode!, fixture("good/bot.mjs")];
    const { programs, received } = (await judge(command, [], { intercept: true, environment })).case;
    // The built-in fetch keeps its connections for four seconds.
    expect(programs.at(-1)!.endedMs - received.at(-1)!.endedMs).toBeLessThan(3000);
  },
);

test.skipIf(systemNode === undefined)(
  "a program of an older Node that gives a request up hears of it once",
  async () => {
    const code = `const request = require("node:https").request("https://api.open.cx/chat/sessions/s/send", {
        method: "POST",
        timeout: 500,
        headers: { authorization: "Bearer " + process.env.OPENCX_API_KEY, "content-type": "application/json" },
      });
      request.on("timeout", () => request.destroy(new Error("too late")));
      request.on("error", ({ message }) => console.error(message));
      request.end('{"sender":"contact","message":{"type":"text","text":"a"}}');`;
    const { programs } = (await judge([systemNode!, "-e", code], ["slow"], { intercept: true })).case;
    const late = programs.filter(({ condition }) => condition === "slow");
    expect(late.map(({ errorLines }) => errorLines)).toEqual(late.map(() => 1));
    expect(late).not.toEqual([]);
  },
);

test("what Python would have loaded at its start is still loaded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "sitecustomize.py"), "import sys; sys.stderr.write('loaded\\n')\n");
  const run = await judge(["python3", fixture("good/bot.py")], [], {
    intercept: true,
    environment: { ...environment, PYTHONPATH: folder },
  });
  expect(run.verdict).toBe("conformant");
  expect(run.case.programs.map(({ errorLines }) => errorLines)).toEqual([1, 1]);
});

test("Python that names a list of authorities trusts the sandbox, too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "list-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "authorities.pem"), rootCertificates[0]!);
  const code = `import os, ssl, sys, urllib.request
headers = {"authorization": "Bearer " + os.environ["OPENCX_API_KEY"], "content-type": "application/json"}
body = b'{"sender": "contact", "message": {"type": "text", "text": "hi"}}'
request = urllib.request.Request("https://api.open.cx/chat/sessions/known/send", body, headers)
urllib.request.urlopen(request, context=ssl.create_default_context(cafile=sys.argv[1]))`;
  const run = await judge(["python3", "-c", code, join(folder, "authorities.pem")], [], { intercept: true });
  expect(run.verdict).toBe("conformant");
});

test("a cut connection is cut for an intercepted program, too", async () => {
  const run = await judge(["sh", fixture("good/send.sh")], ["reset"], { intercept: true });
  expect(run.case.received.at(-1)?.error?.kind).toBe("reset");
  expect(run.case.programs.map(({ exit }) => exit === 0)).toEqual([true, true, false]);
});

test("loopback does not go through the proxy", async () => {
  const run = await judge([process.execPath, fixture("good/bot.mjs")], [], { intercept: true });
  expect(run.verdict).toBe("conformant");
  expect(run.case.received.every(({ origin }) => origin === undefined)).toBe(true);
});

test("another host is refused and reported, and what it was shown of the key", async () => {
  const run = await judge([process.execPath, fixture("bad/leaks-key.mjs")], [], { intercept: true });
  expect(withOutcome(run, "warn")).toEqual(["consumer/key-not-sent-elsewhere"]);
  expect(resultOf(run, "consumer/other-hosts").observed).toEqual(["https://eu.metrics.invalid (refused)"]);
});

test("a runtime does not ask its maker for a newer one", async () => {
  const code = `if (!process.env.DENO_NO_UPDATE_CHECK) await fetch("https://dl.deno.land/");
    await import(${JSON.stringify(fixture("good/bot.mjs"))});`;
  const run = await judge([process.execPath, "--input-type=module", "-e", code], ["accepted"], {
    intercept: true,
  });
  expect(resultOf(run, "consumer/other-hosts").outcome).toBe("skipped");
  expect(resultOf(run, "consumer/tolerates-success-codes").outcome).toBe("pass");
});

test("what is not compared, since another host was refused, says how to allow it", async () => {
  const run = await judge([process.execPath, fixture("bad/leaks-key.mjs")], ["accepted"], {
    intercept: true,
  });
  expect(resultOf(run, "consumer/tolerates-success-codes").reason).toContain("--allow-host");
});

test("another host that is allowed is let through", async () => {
  const run = await judge([process.execPath, fixture("bad/leaks-key.mjs")], [], {
    intercept: true,
    allowHosts: ["*.metrics.invalid"],
  });
  expect(resultOf(run, "consumer/other-hosts").observed).toEqual(["https://eu.metrics.invalid (allowed)"]);
});

test("a program that forgets https is told so", async () => {
  const run = await judge(["python3", fixture("bad/plain_http.py")], [], { intercept: true });
  expect(withOutcome(run, "fail")).toEqual(["consumer/https-only"]);
});

test("a program that trusts its own authorities only is told why nothing was seen", async () => {
  const run = await judge(
    [
      "curl",
      "--silent",
      "--cacert",
      "/dev/null",
      "https://api.open.cx/chat/sessions/known/send",
      "--data",
      "{}",
    ],
    [],
    { intercept: true },
  );
  expect(run.verdict).toBe("inconclusive");
  expect(run.problem).toContain("does not trust the throw-away authority of the sandbox for api.open.cx");
});
