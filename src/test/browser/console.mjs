// Looks at the console with a real browser and prints what it found, one JSON object.
//   node console.mjs URL SCREENSHOT-FOLDER [OPERATOR-TOKEN]
import { barriers, launch, PHONE, watch, WIDE } from "./browser.mjs";
import { tap } from "./tap.mjs";

const [url, folder, token] = process.argv.slice(2);
const charger = "bay-01";

/** Each page, with what shows that it is there. */
const PAGES = [
  { name: "fleet", often: true, path: "/", ready: () => document.querySelectorAll("#fleet li[data-id]").length > 0 },
  {
    name: "charger",
    often: true,
    path: `/charger.html?id=${charger}`,
    ready: () => document.querySelectorAll("#points tr").length > 0 && document.querySelector("#chart canvas"),
    whole: false,
  },
  {
    name: "history",
    path: `/charger.html?id=${charger}&tab=history`,
    ready: () => document.querySelector("#history-power canvas") && document.querySelectorAll("#sessions tr").length > 0,
  },
  { name: "registers", path: `/charger.html?id=${charger}&tab=registers`, ready: () => document.querySelectorAll("#points tr").length > 0 },
  { name: "trust", path: `/charger.html?id=${charger}&tab=trust`, ready: () => document.querySelector("#laws td[data-speaks]") },
  { name: "sessions", path: "/sessions.html", ready: () => document.querySelectorAll("#sessions tr").length > 0 },
  { name: "groups", path: "/groups.html", ready: () => document.querySelector("#groups section, #none").textContent.includes("group") },
  { name: "events", often: true, path: "/events.html", ready: () => document.querySelectorAll("#log li").length > 0 },
  ...(token ? [{ name: "login", path: "/login.html", ready: () => document.activeElement?.id === "token" }] : []),
];
const page = (name) => PAGES.find((one) => one.name === name);

const browser = await launch();

const found = { pages: [], errors: [] };

/** Opens a page and writes down what it complains of and asks elsewhere. */
async function open(context, label, path, ready, from = url) {
  const tab = await context.newPage();
  watch(tab, label, from, found.errors);
  await tab.goto(from + path);
  await tab.waitForFunction(ready, null, { timeout: 20_000 });
  return tab;
}

async function look({ name, path, ready, whole = true }, width, scheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const label = `${name}-${width}-${scheme}`;
  const tab = await open(context, label, path, ready);
  found.pages.push(await barriers(tab, label));
  await tab.screenshot({ path: `${folder}/${label}.png`, fullPage: whole });
  await context.close();
}

/** How long until a text on the page changes by itself, ms. */
async function live() {
  const tab = await open(await browser.newContext(), "live", page("charger").path, page("charger").ready);
  const selector = "#now > div:last-child dd";
  const before = await tab.textContent(selector);
  const began = Date.now();
  await tab.waitForFunction(([s, b]) => document.querySelector(s)?.textContent !== b, [selector, before], { timeout: 30_000 });
  found.update = Date.now() - began;
  await tab.context().close();
}

/** The sessions as the page offers them for a spreadsheet. */
async function csv() {
  const tab = await open(await browser.newContext(), "csv", page("sessions").path, page("sessions").ready);
  const answer = await tab.request.get(url + (await tab.getAttribute("#csv", "href")));
  found.csv = { status: answer.status(), head: (await answer.text()).split("\r\n")[0], rows: await tab.locator("#sessions tr").count() };
  await tab.context().close();
}

/** By keyboard alone: from the fleet to a charger's page. */
async function keyboard() {
  const tab = await open(await browser.newContext({ viewport: { width: WIDE, height: 900 } }), "keyboard", "/", page("fleet").ready);
  await tab.focus(`a[href="${page("charger").path}"]`);
  await tab.keyboard.press("Enter");
  await tab.waitForURL(/charger\.html/);
  found.keyboard = new URL(tab.url()).search;
  await tab.context().close();
}

/** Signs in, sets a limit, sees the answer and the lease, gives control back. */
async function control() {
  const context = await browser.newContext({ viewport: { width: WIDE, height: 900 } });
  const path = page("charger").path;
  const stranger = await open(context, "stranger", path, page("charger").ready);
  await stranger.waitForFunction(() => document.querySelector("#may").textContent !== "", null, { timeout: 20_000 });
  found.stranger = { controls: await stranger.isVisible("#control-form"), says: await stranger.textContent("#may") };
  await stranger.click("#account a");
  await stranger.waitForSelector("#enter:enabled");
  await stranger.fill("#token", token);
  await stranger.keyboard.press("Enter");
  await stranger.waitForSelector("#control-form:not([hidden])", { timeout: 20_000 });
  await stranger.fill("#amps", "12");
  await stranger.check("#leased");
  const promised = await stranger.textContent("#terms");
  await stranger.click("#set");
  await stranger.waitForSelector("#release:not([hidden])", { timeout: 20_000 });
  found.pages.push(await barriers(stranger, "control-1440-light"));
  await stranger.screenshot({ path: `${folder}/control-1440-light.png` });
  const cookie = (await context.cookies()).find((one) => one.name === "ampwire-session");
  found.control = {
    promised,
    ack: await stranger.textContent("#ack"),
    holder: await stranger.textContent("#control-say"),
    cookie: { httpOnly: cookie.httpOnly, sameSite: cookie.sameSite, token: cookie.value.includes(token) },
    scriptSees: await stranger.evaluate(() => document.cookie),
  };
  await stranger.click("#release");
  await stranger.waitForFunction(() => document.querySelector("#control-say").textContent === "Not controlled", null, {
    timeout: 20_000,
  });
  await context.close();
}

/** The bridge goes away and comes back: the page says both by itself. */
async function lost() {
  const wire = await tap(new URL(url).port);
  const tab = await open(await browser.newContext(), "lost", "/", page("fleet").ready, wire.url);
  const says = (text) => tab.waitForFunction((t) => document.querySelector("#link").textContent === t, text, { timeout: 30_000 });
  await says("Live");
  const before = found.errors.length;
  await wire.cut();
  await says("No connection");
  const kept = await tab.locator("#fleet li[data-id]").count();
  const warned = await tab.isVisible("#lost");
  await wire.mend();
  await says("Live");
  found.lost = { kept, warned, warnedAfterwards: await tab.isVisible("#lost") };
  found.errors.length = before; // a browser complains of a connection that was cut
  await tab.context().close();
  await wire.cut();
}

// A picture of cars that charge says more; none of what is tested depends on it.
const first = await open(await browser.newContext(), "charging", "/", page("fleet").ready);
await first.waitForSelector('[data-tone="charging"]', { timeout: 30_000 }).catch(() => null);
await first.context().close();

const SIZES = [
  [PHONE, "light"],
  [WIDE, "dark"],
  [WIDE, "light"],
];
for (const one of PAGES) for (const [width, scheme] of SIZES.slice(0, one.often ? 3 : 2)) await look(one, width, scheme);
await live();
await keyboard();
await csv();
await lost();
if (token) await control();
await browser.close();
console.log(JSON.stringify(found));
