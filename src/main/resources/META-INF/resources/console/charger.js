// One charger: what it does, what its registers say, and how far that can be believed.
import { $, bar, el, facts, mark, say, setBar } from "./dom.js";
import { powerChart } from "./chart.js";
import { follow } from "./live.js";
import { followLog } from "./log.js";
import * as words from "./words.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const rows = new Map();
let before = null;
let course = null;

function show(c) {
  $("none").hidden = true;
  $("all").hidden = false;
  const now = words.situation(c);
  say($("state"), now.text);
  mark($("state"), "tone", now.tone);
  say($("sub"), c.about.title);
  const found = words.problems(c);
  $("problems").hidden = found.length === 0;
  $("problems").replaceChildren(...found.map((text) => el("li", {}, text)));
  if (before !== null && before !== now.text) say($("news"), `${c.id}: ${now.text}`);
  before = now.text;
  showNow(c);
  showPhases(c);
  showControl(c);
  showOrder(c.word_order);
  showTrust(c);
  showDevice(c);
  showPoints(c);
  showCourse(c);
}

/** The chart needs a width, so it is made once the page has one. */
function showCourse(c) {
  course ??= powerChart($("chart"), $("course"), address);
  course.then((draw) => draw(c));
}

function showNow(c) {
  const [number, unit] = words.power(words.watts(c.power));
  say($("power"), number);
  say($("power-unit"), ` ${unit}`);
  const energies = c.points.filter((p) => p.unit === "Wh" || p.unit === "kWh");
  facts($("now"), [
    ["Limit", words.limit(c)],
    ...energies.map((p) => [words.sentence(p.name), words.energy(p)]),
    ["State", c.state?.label ? `${words.plain(c.state.label)} (${c.state.value})` : "–"],
    ["Last reading", c.ts ? new Date(c.ts).toLocaleTimeString() : "none yet"],
  ]);
}

function showPhases(c) {
  const limit = typeof c.set_point?.value === "number" ? c.set_point.value : null;
  const values = c.currents.map((p) => p.value).filter((v) => typeof v === "number");
  const full = Math.max(c.control.max_current ?? 0, limit ?? 0, 16, ...values);
  c.currents.forEach((current, i) => {
    let row = $("phases").children[i];
    if (!row) {
      row = el("li", {}, el("span", { class: "phase" }, `L${i + 1}`), bar(), el("span", { class: "amps" }), el("span", { class: "volts" }));
      $("phases").append(row);
    }
    const wired = typeof current.value === "number";
    const volts = c.voltages[i];
    mark(row, "off", wired ? "" : "yes");
    setBar(row.children[1], wired ? current.value / full : 0, wired && limit !== null ? limit / full : null);
    say(row.children[2], wired ? `${words.rounded(current.value)} ${current.unit}` : "–");
    say(row.children[3], typeof volts?.value === "number" ? `${words.rounded(volts.value, 0)} ${volts.unit}` : "–");
  });
  say($("scale"), `Bars reach to ${words.rounded(full, 0)} A.${limit === null ? "" : ` The line is the limit, ${limit} A.`}`);
}

function showControl(c) {
  const control = c.control;
  say($("control-say"), control.held ? `Held by ${control.by ?? "an unnamed controller"}` : control.mode === "none" ? "Monitoring only" : "Nobody controls it");
  facts($("control"), [
    ["Mode", control.mode],
    ["Outlet's limit", control.max_current === null ? "not set, so no control" : `${control.max_current} A`],
    control.held && ["Lease", control.lease_left === null ? "stands while bridge and broker work" : `${control.lease_left} s left`],
    control.held && ["Last lifebit", control.lifebit_age_ms === null ? "none yet" : `${words.rounded(control.lifebit_age_ms / 1000)} s ago`],
    control.held && ["Supervision", control.supervision],
  ]);
}

const HOW = {
  proving: "Until it is proved, values that depend on it are not published.",
  proved: "Decided by the charger's own readings.",
  pinned: "Set, not proved.",
  undecided: "Pin word-order in the inventory; until then values that depend on it are not published.",
};

function showOrder(verdict) {
  say($("order"), verdict.order ? words.sentence(verdict.order) : "Not known");
  say($("order-state"), verdict.state);
  mark($("order-state"), "verdict", verdict.state);
  const differs = verdict.order && verdict.order !== verdict.documented;
  const against = differs ? " It is not what the document says." : "";
  say($("order-why"), `${HOW[verdict.state] ?? ""}${against}`);
  facts($("order-facts"), [
    ["Why", words.reason(verdict.why)],
    ["The document says", verdict.documented.replaceAll("-", " ")],
    verdict.integers && ["Whole numbers", `${verdict.integers.replaceAll("-", " ")}, ${verdict.integers_are}`],
  ]);
}

function showTrust(c) {
  const map = c.about.map;
  say($("rung"), map.rung);
  mark($("rung"), "rung", map.rung);
  say($("proves"), words.sentence(map.proves));
  say($("proves-not"), words.sentence(map.does_not_prove));
  facts($("map"), [
    ["Map", map.id],
    ["Revision", map.revision],
    ["Document", map.document],
    ["Digest", map.digest.slice(0, 12)],
  ]);
  facts($("sources"), Object.entries(c.about.sources));
}

const FIT = { fits: "a device this map is for", wrong: "not a device this map is for", unknown: "it does not say" };

function showDevice(c) {
  facts($("device"), [
    ["Reference", c.identity.reference ?? "blank"],
    ["Firmware", c.identity.firmware ?? "not read"],
    ["Model", c.identity.model ?? "not read"],
    ["Identity", FIT[c.identity.fit]],
    ["Modbus", `${c.endpoint.host}:${c.endpoint.port}, unit ${c.endpoint.unit}`],
    ["Polled", `each ${c.endpoint.poll_ms / 1000} s`],
  ]);
}

function row(point) {
  const cell = (label, type = "") => el("td", { role: "cell", "data-label": label, class: type || null });
  const cells = {
    value: el("span"),
    unit: el("span", { class: "unit" }),
    note: el("span", { class: "note" }),
    raw: cell("Raw registers", "raw"),
    name: el("th", { scope: "row", role: "rowheader" }, point.name),
  };
  const value = cell("Value", "num value");
  value.append(el("span", {}, cells.value, " ", cells.unit), cells.note);
  const fixed = (label, text, type) => {
    const made = cell(label, type);
    made.append(text);
    return made;
  };
  cells.root = el(
    "tr",
    { role: "row" },
    cells.name,
    value,
    cells.raw,
    fixed("Address", String(point.address), "num"),
    fixed("Type", point.type),
    fixed("Access", words.plain(point.access)),
    fixed("Stated by", point.sources.join(" "), "stated"),
  );
  return cells;
}

function showPoints(c) {
  for (const point of c.points) {
    const key = `${point.name}@${point.address}`;
    if (!rows.has(key)) {
      rows.set(key, row(point));
      $("points").append(rows.get(key).root);
    }
    const cells = rows.get(key);
    const there = point.value !== null;
    say(cells.value, there ? String(point.value) : "–");
    say(cells.unit, there ? point.unit : "");
    say(cells.note, there ? words.plain(point.label ?? "") : (point.why ?? ""));
    say(cells.raw, point.raw.length ? point.raw.join(" ") : "–");
    mark(cells.root, "empty", there ? "" : "yes");
  }
  const keys = new Set(c.points.map((p) => `${p.name}@${p.address}`));
  for (const key of [...rows.keys()].filter((k) => !keys.has(k))) {
    rows.get(key).root.remove();
    rows.delete(key);
  }
  filter();
}

function filter() {
  const text = $("find").value.trim().toLowerCase();
  let shown = 0;
  for (const [key, cells] of rows) {
    const fits = (!text || key.includes(text)) && (!$("only").checked || cells.root.dataset.empty);
    cells.root.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  say($("shown"), shown === rows.size ? "" : `${shown} of ${rows.size}`);
}

say($("id"), id || "No charger named");
document.title = `${id || "Charger"} · Ampwire`;
const address = `/api/v1/chargers/${encodeURIComponent(id)}`;
say($("api"), address);
$("api").setAttribute("href", address);
$("find").addEventListener("input", filter);
$("only").addEventListener("change", filter);
$("filter").addEventListener("submit", (event) => event.preventDefault());
if (id) {
  follow(`${address}/stream`, { charger: show });
  followLog(`${address}/log`, $("log"), $("no-log"));
} else say($("none"), "Choose a charger from the list.");
