// An operator's way through many chargers in sites, one JSON object.
//   node fleet.mjs URL SCREENSHOT-FOLDER TOKEN
import { barriers, launch, PHONE, watch, WIDE } from "./browser.mjs";

const [url, folder, token] = process.argv.slice(2);
const browser = await launch();
const found = { pages: [], errors: [] };
const context = await browser.newContext({ viewport: { width: WIDE, height: 900 } });
const tab = await context.newPage();
watch(tab, "fleet", url, found.errors);
const rows = () => tab.locator("#fleet li[data-id]:visible").count();
const height = () => tab.evaluate(() => document.documentElement.scrollHeight);
const sites = () => tab.locator(".site-head h2:visible").allTextContents();
const answered = () => tab.waitForFunction(() => /^3 of/.test(document.querySelector("#online").textContent), null, { timeout: 30_000 });

await tab.goto(url);
await answered();
found.collapsed = { sites: await sites(), rows: await rows(), height: await height() };

// One site is opened, and everything comes back as it was.
await tab.click("text=Harbour");
found.opened = { rows: await rows(), address: new URL(tab.url()).search };
await tab.selectOption("#order", "name");
await tab.evaluate(() => scrollTo(0, 250));
await tab.waitForFunction(() => history.state?.y > 100);
const before = { address: tab.url(), y: await tab.evaluate(() => scrollY) };
await tab.locator('#fleet li[data-id="harbour-05"]').click({ position: { x: 500, y: 12 } });
await tab.waitForURL(/charger\.html/);
found.whole = new URL(tab.url()).search;
await tab.waitForSelector("#all:not([hidden])");
await tab.click("#back");
await tab.waitForURL(before.address);
await answered();
await tab.waitForFunction((y) => Math.abs(scrollY - y) < 40, before.y);
found.back = { rows: await rows(), sameAddress: tab.url() === before.address };

// Words of a search may be of any key; a search opens what it finds.
await tab.fill("#find", "airport FLEET");
found.search = { sites: await sites(), rows: await rows(), shown: await tab.textContent("#shown") };
await tab.fill("#find", "");

// Sorted by a column, once and the other way round.
const names = () => tab.locator("#fleet li[data-id]:visible h2 a").allTextContents();
await tab.click('#list-head [data-order="name"]');
const last = (await names())[0];
await tab.click('#list-head [data-order="name"]');
found.sorted = { last, first: (await names())[0] };

// A selection, a confirmation that says what will happen, and the outcome of each.
await tab.click("#account a");
await tab.waitForSelector("#enter:enabled");
await tab.fill("#token", token);
await tab.keyboard.press("Enter");
await tab.waitForSelector("body[data-chooses]");
await answered();
await tab.check('input[aria-label="Select all of Airport"]');
found.selected = await tab.textContent("#bulk-count");
await tab.click("#bulk-limit");
await tab.fill("#bulk-amps", "9");
found.confirmation = { title: await tab.textContent("#confirm-title"), says: await tab.locator("#consequences li").allTextContents() };
found.pages.push(await barriers(tab, "confirm-1440"));
await tab.screenshot({ path: `${folder}/fleet-confirm-1440-light.png` });
await tab.click("#confirm-do");
await tab.waitForFunction(() => /applied/.test(document.querySelector("#progress").textContent), null, { timeout: 20_000 });
found.outcome = { says: await tab.textContent("#progress"), not: await tab.locator("#outcome li").allTextContents() };
await tab.click("#confirm-cancel");
await tab.fill("#find", "airport-01");
await tab.waitForFunction(() => /9 A/.test(document.querySelector('li[data-id="airport-01"] .limit')?.textContent), null, {
  timeout: 20_000,
});
found.control = await tab.textContent('li[data-id="airport-01"] .control');

for (const [width, scheme] of [
  [PHONE, "light"],
  [PHONE, "dark"],
  [WIDE, "light"],
  [WIDE, "dark"],
]) {
  const other = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  watch(other, `sites-${width}-${scheme}`, url, found.errors);
  await other.goto(`${url}/?open=Harbour`);
  await other.waitForSelector('#fleet li[data-id="harbour-05"]');
  found.pages.push(await barriers(other, `sites-${width}-${scheme}`));
  await other.screenshot({ path: `${folder}/sites-${width}-${scheme}.png` });
  await other.close();
}
await browser.close();
console.log(JSON.stringify(found));
