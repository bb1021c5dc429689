// What the fleet's page costs a browser, one JSON object.
//   node fleet-page.mjs URL CHARGERS SECONDS
import { launch, WIDE } from "./browser.mjs";

const [url, chargers, seconds] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: WIDE, height: 900 } });
const inspector = await page.context().newCDPSession(page);
await inspector.send("Performance.enable");
const metrics = async () => Object.fromEntries((await inspector.send("Performance.getMetrics")).metrics.map((m) => [m.name, m.value]));

const began = Date.now();
await page.goto(url);
await page.waitForFunction((n) => document.querySelector("#online").textContent.endsWith(`of ${n}`), chargers, { timeout: 60_000 });
await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
const first = Date.now() - began;
const cpu = (await metrics()).ThreadTime;

await page.waitForTimeout(2_000);
const before = await metrics();
await page.waitForTimeout(seconds * 1_000);
const after = await metrics();
const share = (name) => Math.round(((after[name] - before[name]) / (after.Timestamp - before.Timestamp)) * 1_000);
console.log(
  JSON.stringify({
    chargers: Number(chargers),
    first_render_ms: first,
    first_render_cpu_ms: Math.round(cpu * 1_000),
    busy_ms_per_s: share("TaskDuration"),
    // Processor time of the page's main thread: what it costs on a machine that has nothing else to do.
    cpu_ms_per_s: share("ThreadTime"),
    script_ms_per_s: share("ScriptDuration"),
    layout_ms_per_s: share("LayoutDuration") + share("RecalcStyleDuration"),
    heap_mb: Math.round(after.JSHeapUsedSize / 1e6),
    nodes: after.Nodes,
    rows: await page.locator("#fleet li[data-id]").count(),
    height: await page.evaluate(() => document.documentElement.scrollHeight),
  }),
);
await browser.close();
