// Looks at the console with a real browser and prints what it found, one JSON object.
//   node console.mjs URL SCREENSHOT-FOLDER [CHARGER]
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [url, folder, charger = "bay-01"] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = { phone: 390, wide: 1440 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const found = { pages: [], errors: [] };

/** Opens a page, waits for what shows that it is there, looks for barriers, takes a picture. */
async function look(name, path, ready, width, scheme = "light") {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false });
  const label = `${name}-${width}-${scheme}`;
  page.on("pageerror", (error) => found.errors.push(`${label}: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && found.errors.push(`${label}: ${message.text()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) found.errors.push(`${label}: asked ${request.url()}`);
  });
  await page.goto(url + path);
  await page.waitForFunction(ready, null, { timeout: 20_000 });
  // The page's own policy forbids strangers' scripts, so the checker comes in past it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.screenshot({ path: `${folder}/${label}.png`, fullPage: name !== "charger" });
  found.pages.push({
    page: label,
    overflow,
    violations: violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.length, first: v.nodes[0]?.html })),
  });
  return page;
}

/** How long until a text on the page changes by itself, ms. */
async function live(page, selector) {
  const before = await page.textContent(selector);
  const began = Date.now();
  await page.waitForFunction(([s, b]) => document.querySelector(s)?.textContent !== b, [selector, before], { timeout: 10_000 });
  return Date.now() - began;
}

const FLEET = () => document.querySelectorAll("#fleet > li").length > 0;
const CHARGER = () => document.querySelectorAll("#points tr").length > 0 && document.querySelector("#chart canvas");
const EVENTS = () => document.querySelectorAll("#log > li").length > 0;

for (const width of Object.values(WIDTHS)) {
  const fleet = await look("fleet", "/", FLEET, width);
  await fleet.close();
  const one = await look("charger", `/charger.html?id=${charger}`, CHARGER, width);
  found.update = await live(one, "#now > div:last-child dd");
  await one.close();
  await (await look("events", "/events.html", EVENTS, width)).close();
}
await (await look("fleet", "/", FLEET, WIDTHS.wide, "dark")).close();
await (await look("charger", `/charger.html?id=${charger}`, CHARGER, WIDTHS.wide, "dark")).close();

// By keyboard alone: from the top of the fleet to a charger's page.
const keys = await browser.newPage({ viewport: { width: WIDTHS.wide, height: 900 } });
await keys.goto(url);
await keys.waitForFunction(FLEET);
await keys.focus(`a[href="/charger.html?id=${charger}"]`);
await keys.keyboard.press("Enter");
await keys.waitForURL(/charger\.html/);
found.keyboard = new URL(keys.url()).search;

await browser.close();
console.log(JSON.stringify(found));
