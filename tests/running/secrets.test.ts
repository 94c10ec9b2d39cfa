import { describe, expect, test } from "vitest";
import { fetchTransport } from "../../src/http/fetch-transport.ts";
import { formats } from "../../src/reports/formats.ts";
import { reportOf } from "../../src/reports/report.ts";
import { textReport } from "../../src/reports/text.ts";
import {
  createReferenceProvider,
  tokensOf,
} from "../../src/send-message/reference-provider/create-reference-provider.ts";
import { judge } from "../helpers/judge.ts";

/** Says back whatever it is told, the key among it, in every way that it can. */
function echoing(keys: { valid: string; readOnly: string }) {
  const provider = createReferenceProvider({
    tokens: tokensOf(keys),
  });
  return async (request: Request) => {
    const key = request.headers.get("authorization") ?? "";
    const url = request.url;
    const answer = await provider.fetch(request);
    const body = (await answer.json()) as object;
    return Response.json(
      { ...body, debug: { key, url, message: `you sent ${key}`, [key]: true } },
      { status: answer.status === 400 ? 200 : answer.status, headers: { "x-debug": `${key} ${url}` } },
    );
  };
}

describe("a key that the provider says back", () => {
  test.each([
    ["plain", { valid: "Live-Key-0123456789", readOnly: "Read-Key-0123456789" }],
    ["one that JSON and URLs escape", { valid: 'Live"Key\\01/23+45%67', readOnly: 'Read"Key\\01/23+45%67' }],
  ])("never reaches a case, a report or the screen: %s", async (_, keys) => {
    const { result, cases, events } = await judge(
      { transport: fetchTransport(echoing(keys)), keys },
      { rules: /^(authentication|rejection|open)\// },
    );
    expect(result.verdict).toBe("not-conformant");
    const report = reportOf(result, {
      subject: { kind: "provider", name: "the echo", url: "http://127.0.0.1:1", embedded: false },
      suite: { name: "opencx-conformance", version: "0", contract: "0" },
      strict: false,
    });
    const everything = [
      JSON.stringify([result, cases, events]),
      textReport(report, { colour: false, whole: true, command: "opencx-conformance" }),
      ...Object.values(formats).map((format) =>
        format.render(report, { command: "opencx-conformance", reportFile: "report.json" }),
      ),
    ];
    for (const text of everything) {
      for (const secret of Object.values(keys)) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(encodeURIComponent(secret));
        expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
        expect(text).not.toContain(secret.slice(0, Math.ceil(secret.length / 2)));
      }
    }
    expect(everything[0]).toContain("<api-key>");
    expect(everything[1]).toContain("$OPENCX_API_KEY");
  });
});
