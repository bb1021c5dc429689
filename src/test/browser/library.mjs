// Looks at the library's pages with a real browser and prints what it found, one JSON object.
//   node library.mjs URL SCREENSHOT-FOLDER REGISTER-TABLE
import { barriers, launch, PHONE, watch, WIDE } from "./browser.mjs";

const [url, folder, table] = process.argv.slice(2);

const browser = await launch();
const found = { pages: [], errors: [] };

async function open(label, path, ready, width, scheme) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme, acceptDownloads: true });
  watch(page, label, url, found.errors);
  await page.goto(url + path);
  await page.waitForFunction(ready, null, { timeout: 20_000 });
  return page;
}

/** What keeps people out of a page as it is now, and a picture of it. */
async function look(page, label) {
  found.pages.push(await barriers(page, label));
  await page.screenshot({ path: `${folder}/${label}.png` });
}

const LIBRARY = () => document.querySelectorAll("#yours-list li").length > 0;
const MAP = () => document.querySelectorAll("#points tr").length > 0;
const UPLOAD = () => document.querySelector("#file") !== null;
const MADE = () => !document.querySelector("#all").hidden && document.querySelectorAll("#findings li").length > 0;

for (const [width, scheme] of [
  [PHONE, "light"],
  [WIDE, "light"],
  [WIDE, "dark"],
]) {
  const size = `${width}-${scheme}`;
  const library = await open(`library-${size}`, "/library.html", LIBRARY, width, scheme);
  await look(library, `library-${size}`);
  found.library = await library.evaluate(() => ({
    maps: document.querySelectorAll("#maps > li").length,
    totals: document.querySelector("#totals").textContent,
    contradicted: document.querySelector("#maps .problems")?.textContent,
  }));
  await library.close();

  const map = await open(`map-${size}`, "/map.html?id=schneider-evlink-pro-ac", MAP, width, scheme);
  await look(map, `map-${size}`);
  found.map = await map.evaluate(() => ({
    rung: document.querySelector("#rung").textContent,
    tooltip: document.querySelector("#rung").title,
    records: document.querySelectorAll("#evidence > li").length,
    against: document.querySelector("#against").textContent,
    points: document.querySelectorAll("#points tr").length,
  }));
  await map.close();

  const upload = await open(`upload-${size}`, "/upload.html", UPLOAD, width, scheme);
  if (width === PHONE) await look(upload, `upload-empty-${size}`);
  await upload.setInputFiles("#file", table);
  await upload.waitForFunction(MADE, null, { timeout: 20_000 });
  await look(upload, `upload-${size}`);
  found.upload = await upload.evaluate(() => ({
    summary: document.querySelector("#summary").textContent,
    points: document.querySelectorAll("#points tr").length,
    focus: document.activeElement?.id,
    yaml: document.querySelector("#yaml").textContent.startsWith("# Generated"),
  }));
  const [file] = await Promise.all([upload.waitForEvent("download"), upload.click("#download")]);
  found.upload.file = file.suggestedFilename();
  await upload.close();
}

// A table that is refused, and by keyboard alone from the library to a map.
const refused = await open("refused", "/upload.html", UPLOAD, WIDE, "light");
await refused.setInputFiles("#file", {
  name: "rung.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("name,address,type,rung\na,1,U16,hardware\n"),
});
await refused.waitForFunction(MADE, null, { timeout: 20_000 });
found.refused = await refused.evaluate(() => document.querySelector("#findings").textContent);
found.marked = await refused.evaluate(() =>
  [...document.querySelectorAll('#table-lines [data-mark="refused"]')].map((line) => line.textContent),
);
await refused.fill("#table", "name,address,type\na,1,U16\n");
await refused.click("#again");
await refused.waitForFunction(() => !document.querySelector("#yaml-panel").hidden, null, { timeout: 20_000 });
found.mended = await refused.textContent("#summary");
found.errors = found.errors.filter((error) => !/^refused: .*422/.test(error));
await refused.close();

const keys = await open("keys", "/library.html", LIBRARY, WIDE, "light");
await keys.focus('a[href="/map.html?id=schneider-evlink-pro-ac"]');
await keys.keyboard.press("Enter");
await keys.waitForURL(/map\.html/);
found.keyboard = new URL(keys.url()).search;

await browser.close();
console.log(JSON.stringify(found));
