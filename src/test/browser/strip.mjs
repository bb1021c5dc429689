// Whether the strip of each page follows the broker, one JSON object with the times in ms.
//   node strip.mjs URL BROKER-PORT
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, watch } from "./browser.mjs";

const [url, port] = process.argv.slice(2);
const PAGES = [
  "/",
  "/charger.html?id=bay",
  "/groups.html",
  "/sessions.html",
  "/events.html",
  "/library.html",
  "/map.html?id=schneider-evlink-pro-ac",
  "/upload.html",
];
const folder = mkdtempSync(join(tmpdir(), "ampwire-strip"));
const config = join(folder, "mosquitto.conf");
writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
const start = () => spawn("mosquitto", ["-c", config], { stdio: "ignore" });

const browser = await launch();
const context = await browser.newContext();
const found = { errors: [] };
const tabs = await Promise.all(
  PAGES.map(async (path) => {
    const tab = await context.newPage();
    watch(tab, path, url, found.errors);
    await tab.goto(url + path);
    return tab;
  }),
);
/** How long until every page says this, each looked at as a person does: in front. */
async function says(text) {
  const began = Date.now();
  await Promise.all(
    tabs.map((tab) => tab.waitForFunction((t) => document.querySelector("#strip").textContent.includes(t), text, { timeout: 30_000 })),
  );
  return Date.now() - began;
}

await says("Broker not connected");
let broker = start();
found.connected = await says("Broker connected");
broker.kill("SIGKILL");
found.lost = await says("Broker not connected");
broker = start();
found.recovered = await says("Broker connected");
found.strip = await tabs[0].textContent("#strip");
broker.kill();
await browser.close();
rmSync(folder, { recursive: true });
console.log(JSON.stringify(found));
