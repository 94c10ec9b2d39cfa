import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Where distributions put it. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Chromium without a window. @throws Error where the machine has none */
export async function startChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (executablePath === undefined)
    throw new Error("Chromium is not installed. Run: apt-get install chromium. Or set CHROMIUM to its path.");
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page that was opened from disk, and everything that it did unasked. */
export interface Opened {
  readonly page: Page;
  /** What the console showed, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** Addresses that it asked for, besides its own file. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Writes HTML to a file and opens that, as a double click does. */
export async function open(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "opencx-conformance-page-"));
  const file = join(folder, "report.html");
  writeFileSync(file, html);
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return {
    page,
    complaints,
    get requests() {
      return requests.filter((each) => each !== url);
    },
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What axe finds wrong, each with the first place; by all of its rules, or by those alone. */
export async function violationsOf(page: Page, only?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  // Selectors of all that passes take most of the time, and nobody reads them.
  const options = {
    resultTypes: ["violations"],
    selectors: false,
    ...(only === undefined ? {} : { runOnly: only }),
  };
  const found = await page.evaluate(`axe.run(${JSON.stringify(options)})`);
  return (
    found as { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }
  ).violations.map(
    ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.html.slice(0, 300)} ${nodes[0]?.failureSummary}`,
  );
}
