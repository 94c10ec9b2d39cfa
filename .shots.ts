import { chromium } from "playwright-core";
const [,, out, width, file, ...selectors] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: Number(width), height: 1000 } });
const p = await c.newPage();
await p.goto("file://" + file);
for (const [i, s] of selectors.entries()) await p.locator(s).first().screenshot({ path: `${out}/s${i}-${width}.png` });
await b.close();
