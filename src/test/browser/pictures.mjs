// A picture of each page on one width, light and dark, and what keeps people out of it; one JSON object.
//   node pictures.mjs URL FOLDER WIDTH CHARGER
import { barriers, launch, watch } from "./browser.mjs";

const [url, folder, width, charger] = process.argv.slice(2);

const rows = (selector) => (page) => page.waitForFunction((s) => document.querySelectorAll(s).length > 0, selector, { timeout: 20_000 });
const PAGES = {
  fleet: ["/", rows("#fleet section")],
  "fleet-open": ["/?open=Airport", rows("#fleet li[data-id]")],
  groups: ["/groups.html", rows("#groups section .members td")],
  charger: [`/charger.html?id=${charger}`, rows("#chart canvas")],
  history: [`/charger.html?id=${charger}&tab=history`, rows("#history-power canvas")],
  registers: [`/charger.html?id=${charger}&tab=registers`, rows("#points tr")],
  trust: [`/charger.html?id=${charger}&tab=trust`, rows("#laws td")],
  sessions: ["/sessions.html", rows("#sessions tr")],
  events: ["/events.html", rows("#log li")],
  library: ["/library.html", rows("#maps > li")],
  map: ["/map.html?id=schneider-evlink-pro-ac", rows("#points tr")],
  upload: ["/upload.html", rows("#file")],
  login: ["/login.html", rows("#enter")],
  "not-found": ["/no-such-page.html", rows("main")],
};

const browser = await launch();
const found = { pages: [], errors: [] };
for (const scheme of ["light", "dark"]) {
  for (const [name, [path, ready]] of Object.entries(PAGES)) {
    const label = `${name}-${width}-${scheme}`;
    const page = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
    if (name !== "not-found") watch(page, label, url, found.errors); // a browser complains of the status 404
    await page.goto(url + path);
    try {
      await ready(page);
      found.pages.push(await barriers(page, label));
    } catch (error) {
      found.errors.push(`${label}: ${error.message}`);
    }
    await page.screenshot({ path: `${folder}/${label}.png` });
    await page.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));
