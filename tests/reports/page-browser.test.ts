import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { readHar } from "../../src/consumer-harness/har.ts";
import { faults } from "../../src/lab/faults/registry.ts";
import type { ChangeReport } from "../../src/reports/change-report.ts";
import { consumerReport } from "../../src/reports/consumer-report.ts";
import { changeFormats, formats, severalFormats } from "../../src/reports/formats.ts";
import { type Report, reportOf } from "../../src/reports/report.ts";
import { judgeConsumer } from "../../src/send-message/consumer-rules/judge-consumer.ts";
import { type Opened, open, startChromium, violationsOf } from "../helpers/browser.ts";
import { judge } from "../helpers/judge.ts";
import { providerWith } from "../helpers/providers.ts";

const surroundings = { command: "npx opencx-conformance", reportFile: "report.json" };
const fixture = (name: string) =>
  JSON.parse(readFileSync(`tests/fixtures/reports/${name}/report.json`, "utf8"));
const changes: ChangeReport = fixture("changes");
const PAGES = ["conformant", "broken", "hostile", "real", "consumer", "side by side", "changes"] as const;
const reports = new Map<string, Report>();
const replaced = faults.find(({ name }) => name === "session-data-replaced")!;
const pageOf = (name: string) => {
  if (name === "changes") return changeFormats.html!.render(changes, surroundings);
  if (name !== "side by side") return formats.html!.render(reports.get(name)!, surroundings);
  const some = ["real", "conformant", "hostile"].map((each) => reports.get(each)!);
  return severalFormats.html!.render(some, surroundings);
};

/** The report of a recording of a program that sent something wrong. */
async function consumerFixture(): Promise<Report> {
  const run = judgeConsumer(readHar("tests/fixtures/consumers/wrong-sender.har").case);
  return consumerReport(run, "recording", {
    subject: { kind: "consumer", name: "acme-bot", embedded: false },
    suite: { name: "opencx-conformance", version: "0.1.0", contract: "c".repeat(64) },
    strict: false,
  });
}

let browser: Browser;
let opened: Opened | undefined;
beforeAll(async () => {
  browser = await startChromium();
  const { result } = await judge(providerWith(replaced.behave()), {
    rules: /^(session-data|rejection|open)\//,
  });
  reports.set(
    "real",
    reportOf(result, {
      subject: { kind: "provider", name: "acme", url: "http://127.0.0.1:1", embedded: false },
      suite: { name: "opencx-conformance", version: "0.1.0", contract: "c".repeat(64) },
      strict: false,
    }),
  );
  reports.set("consumer", await consumerFixture());
  for (const name of ["conformant", "broken", "hostile"]) reports.set(name, fixture(name));
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(() => browser.close());

async function see(name: string, options?: BrowserContextOptions) {
  opened = await open(browser, pageOf(name), options);
  return opened.page;
}

const openAll = (page: Page) =>
  page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");

describe.each(PAGES)("the page of %s", (name) => {
  let whole: Opened;
  beforeAll(async () => {
    whole = await open(browser, pageOf(name), { colorScheme: "light" });
    await openAll(whole.page);
  });
  afterAll(() => whole.close());

  test("passes axe", async () => {
    expect(await violationsOf(whole.page)).toEqual([]);
  });

  test("can be read in the dark, too", async () => {
    await whole.page.emulateMedia({ colorScheme: "dark" });
    expect(await violationsOf(whole.page, ["color-contrast"])).toEqual([]);
  });

  test.each([360, 1280, 3840])("is not wider than a window of %i pixels", async (width) => {
    await whole.page.setViewportSize({ width, height: 800 });
    expect(await whole.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  test("has links that lead somewhere in it, and every id once", async () => {
    const ids = await whole.page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    const links = await whole.page
      .locator("a[href]")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")!.slice(1)));
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("asks nobody, and complains of nothing", () => {
    expect(whole.complaints).toEqual([]);
    expect(whole.requests).toEqual([]);
  });
});

describe("hostile text", () => {
  test("makes no element, and is shown as text", async () => {
    const page = await see("hostile");
    expect(await page.locator("script").count()).toBe(1);
    expect(
      await page.locator("img, iframe, object, embed, base, form, link, meta[http-equiv=refresh]").count(),
    ).toBe(0);
    expect(await page.locator("a:not([href^='#'])").count()).toBe(0);
    expect(await page.locator("h1").textContent()).toContain("<script>alert(1)</script>");
  });

  test("cannot run a script even where it stands in the page as one", async () => {
    const page = await see("conformant");
    await page.evaluate(
      `document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.ran = true'>")`,
    );
    await page.evaluate(
      `{ const script = document.createElement("script"); script.textContent = "globalThis.ran = true"; document.body.append(script); }`,
    );
    expect(await page.evaluate("globalThis.ran")).toBeUndefined();
    expect(opened?.complaints.join()).toContain("Content Security Policy");
  });
});

describe("by keyboard", () => {
  const focused = "document.activeElement.id";

  test("j and k step from failure to failure, and stop at the ends", async () => {
    const page = await see("real");
    const ids = await page.locator("article.failure").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(1);
    await page.keyboard.press("k");
    expect(await page.evaluate(focused)).toBe(ids.at(-1));
    await page.keyboard.press("j");
    expect(await page.evaluate(focused)).toBe(ids.at(-1));
    await page.keyboard.press("k");
    expect(await page.evaluate(focused)).toBe(ids.at(-2));
    expect(new URL(page.url()).hash).toBe(`#${ids.at(-2)}`);
  });

  test("the slash leads to the filter, letters there are letters, and Escape leaves and clears it", async () => {
    const page = await see("real");
    await page.keyboard.press("/");
    await page.keyboard.type("jk no such rule");
    expect(await page.locator("[data-find]:visible").count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await page.locator("article.failure:visible").count()).toBeGreaterThan(0);
    expect(await page.locator("#filter").inputValue()).toBe("");
  });

  test("the first stop is a link to the findings", async () => {
    const page = await see("real");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(focused)).toBe("main");
  });
});

test("the filter leaves what holds every word, and counts it", async () => {
  const page = await see("real");
  await page.locator("#filter").fill("nested 400");
  const texts = await page.locator("[data-find]:visible").allTextContents();
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) expect(text.toLowerCase()).toMatch(/nested[\s\S]*400|400[\s\S]*nested/);
});

test("a link to a rule opens what hides it", async () => {
  const page = await see("real");
  await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = false");
  await page.evaluate("location.hash = '#rejection/nested-session-data'");
  await page.locator("[id='rejection/nested-session-data']").waitFor();
});

test("a link to a sentence or to an area opens it", async () => {
  const page = await see("real");
  for (const link of ["blockquote a[href^='#page-']", "a[href^='#area-']"]) {
    await page.locator(link).first().click();
    const target = await page.locator(link).first().getAttribute("href");
    await page.locator(`details${target}[open]`).waitFor({ timeout: 2000 });
  }
});

test("a button copies the replay line", async () => {
  const page = await see("real", { permissions: ["clipboard-read", "clipboard-write"] });
  await page.locator("article.failure button[aria-label='Copy: Replay']").first().click();
  await expect
    .poll(() => page.evaluate("navigator.clipboard.readText()"))
    .toMatch(/^npx opencx-conformance replay report\.json session-data\//);
});

test("on paper everything is open, and nothing is there to press", async () => {
  const page = await see("real");
  const folded = page.locator("details:not([open]) > :not(summary)");
  expect(await folded.count()).toBeGreaterThan(0);
  expect(await folded.locator("visible=true").count()).toBe(0);
  await page.emulateMedia({ media: "print" });
  expect(await folded.locator("visible=false").count()).toBe(0);
  expect(await page.locator("button:visible, input:visible").count()).toBe(0);
});

test("a consumer's page has a column for each condition, and a row for each rule", async () => {
  const page = await see("consumer");
  const rules = reports.get("consumer")!.rules;
  const columns = [...new Set(rules.flatMap(({ conditions = [] }) => conditions.map(({ name }) => name)))];
  expect(columns.length).toBeGreaterThan(0);
  expect(await page.locator("#conditions thead th").allTextContents()).toEqual(["Rule", ...columns]);
  expect(await page.locator("#conditions tbody tr").count()).toBe(rules.length);
  expect(await page.locator("#conditions .badge.fail").count()).toBeGreaterThan(0);
});

test("side by side, each subject is a column, and only rules that tell them apart come first", async () => {
  const page = await see("side by side");
  expect(await page.locator("#rules thead th").count()).toBe(4);
  const rows = await page
    .locator("#differences tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent)));
  expect(rows.length).toBeGreaterThan(0);
  for (const cells of rows) expect(new Set(cells).size).toBeGreaterThan(1);
});
