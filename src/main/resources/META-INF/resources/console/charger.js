// One charger: what it does, what its registers say, and how far that can be believed.
import { $, el, facts, mark, say, showTime } from "./dom.js";
import { fullScale, showPhases } from "./card.js";
import { powerChart } from "./chart.js";
import { controlPanel } from "./control-panel.js";
import { age, clock, power, rounded } from "./format.js";
import { historyPanel } from "./history.js";
import { labelsOf } from "./labels.js";
import { follow } from "./live.js";
import { followLog } from "./log.js";
import { showHead } from "./strip.js";
import { tabs } from "./tabs.js";
import { wayBack } from "./way-back.js";
import * as words from "./words.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const rows = new Map();
let before = null;
let course = null;
let panel = null;
let happened = null;

let latest = null;

function show(c) {
  latest = c;
  $("none").hidden = true;
  const first = $("all").hidden;
  $("all").hidden = false;
  if (first) openTab();
  say($("id"), words.title(c));
  document.title = `${words.title(c)} · Ampwire`;
  const now = words.situation(c);
  say($("state"), now.text);
  mark($("state"), "tone", now.tone);
  say($("sub"), [c.name && c.id, c.site, ...(c.tags ?? []), c.about.title].filter(Boolean).join(" · "));
  const found = words.advice(c);
  $("problems").hidden = found.length === 0;
  $("problems").replaceChildren(...found.map((text) => el("li", {}, text)));
  if (before !== null && before !== now.text) say($("news"), `${words.title(c)}: ${now.text}`);
  before = now.text;
  showNow(c);
  showFlow(c);
  showControl(c);
  panel?.(c);
  showOrder(c.word_order);
  showLaws(c.laws);
  showTrust(c);
  showDevice(c);
  showPoints(c);
  showCourse(c);
  if (happened !== c.happened) labelsOf(c.map).then(askLog);
  happened = c.happened;
}

/** The chart needs a width, so it is made once its tab is open. */
function showCourse(c) {
  if ($("panel-now").hidden) return;
  course ??= powerChart($("chart"), $("reading"), $("course"), address);
  course.then((draw) => draw(c));
}

function showNow(c) {
  const seen = words.shown(c);
  const [number, unit] = power(words.watts(seen.power));
  say($("power"), number);
  say($("power-unit"), ` ${unit}`);
  mark($("panel-now"), "old", seen.old ? "yes" : "");
  say($("old"), seen.old ? `Last known values, ${age(Date.now() - seen.old)} old` : "");
  const energies = c.points.filter((p) => p.unit === "Wh" || p.unit === "kWh").map((p) => ({ ...p, value: p.value ?? p.last }));
  const state = seen.state?.label ? `${words.sentence(seen.state.label)} (${seen.state.value})` : "unknown";
  facts($("now"), [
    ["Limit", words.limit(seen)],
    ["Follows limit", words.limitFollowed(c)],
    ["Waiting for", words.waitingFor(c)],
    ...energies.map((p) => [words.sentence(p.name), words.energy(p)]),
    ["State", state],
    ["Last reading", seen.old ? clock(seen.old) : c.online && c.ts ? clock(c.ts) : "never"],
  ]);
  const at = seen.old ?? (c.online ? c.ts : null);
  const last = $("now").lastElementChild.lastElementChild;
  if (at) {
    const time = last.querySelector("time") ?? el("time");
    if (!time.isConnected) last.replaceChildren(time);
    showTime(time, at, clock);
  }
}

function showFlow(c) {
  const seen = words.shown(c);
  showPhases($("phases"), seen, seen.voltages);
  const limit = typeof seen.set_point?.value === "number" ? ` The line is the limit, ${seen.set_point.value} A.` : "";
  say($("scale"), `Bars reach to ${rounded(fullScale(seen), 0)} A.${limit}`);
}

const MODES = { none: "none: monitoring only", leased: "leased", standing: "standing" };

function showControl(c) {
  const control = c.control;
  const { lease_left: left, lifebit_age_ms: lifebit } = control;
  say($("control-say"), words.controlSentence(control));
  facts($("control"), [
    ["Mode", MODES[control.mode] ?? control.mode],
    ["Maximum allowed", control.max_current === null ? "not set, so no control" : `${control.max_current} A`],
    c.fallback.length && ["Fallback", words.fallback(c)],
    control.held && ["Ends", left === null ? "if the bridge or the broker fails" : `in ${left} s unless renewed`],
    control.held && ["Last lifebit", lifebit === null ? "none yet" : `${rounded(lifebit / 1000)} s ago`],
    control.held && [
      "Supervision",
      control.supervision === "confirmed" ? "confirmed: the charger resets the lifebit" : "unconfirmed: not seen to reset it",
    ],
  ]);
}

const HOW = {
  proving: "Until it is proved, values that depend on it are not published.",
  proved: "Decided by the charger's own readings.",
  pinned: "Set, not proved.",
  undecided: "Pin word-order in the inventory; until then values that depend on it are not published.",
};

const HOLDS = { true: ["✓", "holds"], false: ["✗", "fails"], null: ["–", "not decided by these readings"] };

/** Each law of the map in both orders; one that holds in one order only speaks for it. */
function showLaws(laws) {
  $("checks").hidden = laws.length === 0;
  laws.forEach((law, i) => {
    const row = $("laws").children[i] ?? $("laws").appendChild(el("tr", {}, el("th", { scope: "row" }), el("td"), el("td")));
    say(row.children[0], words.reason(law.law));
    const speaks = law.high_word_first !== law.low_word_first;
    [law.high_word_first, law.low_word_first].forEach((holds, at) => {
      const cell = row.children[at + 1];
      const [sign, text] = HOLDS[holds];
      say(cell, sign);
      cell.setAttribute("aria-label", text);
      mark(cell, "speaks", speaks && holds ? "yes" : "");
    });
  });
  while ($("laws").children.length > laws.length) $("laws").lastElementChild.remove();
}

function showOrder(verdict) {
  say($("order"), verdict.order ? words.sentence(verdict.order) : "Not known");
  say($("order-state"), verdict.state);
  mark($("order-state"), "verdict", verdict.state);
  const against = words.orderContradiction(verdict);
  say($("order-why"), against ? `${against}.` : (HOW[verdict.state] ?? ""));
  facts($("order-facts"), [
    ["Decided by", verdict.why && words.reason(verdict.why).replace(/^physics of /, "physics: ")],
    ["The document says", verdict.documented.replaceAll("-", " ")],
    verdict.integers && ["Whole numbers", `${verdict.integers.replaceAll("-", " ")}, ${verdict.integers_are}`],
  ]);
}

function showTrust(c) {
  const map = c.about.map;
  say($("rung"), `${words.trust(map.rung)}${map.check === "unchecked" ? ", unchecked" : ""}`);
  mark($("rung"), "rung", map.rung);
  say($("proves"), words.proves(map));
  say($("proves-not"), words.sentence(map.does_not_prove));
  facts($("map"), [
    ["Map", map.id],
    ["Revision", map.revision],
    ["Document", map.document],
    ["Digest", map.digest.slice(0, 12)],
  ]);
  facts($("sources"), Object.entries(c.about.sources));
}

const FIT = {
  fits: "a device this map is for",
  unlisted: "of this map's family, not listed in it",
  accepted: "accepted in the inventory",
  wrong: "not a device this map is for",
  unknown: "it does not say",
};

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
    plausible: cell("Plausible", "plausible"),
    rung: el("span", { class: "rung" }),
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
    fixed("Type", point.type, "type"),
    fixed("Access", words.plain(point.access), "access"),
    cells.plausible,
    fixed("Trust", cells.rung),
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
    const old = !there && point.last !== null && point.last !== undefined;
    say(cells.value, there ? String(point.value) : old ? String(point.last) : "–");
    say(cells.unit, there || old ? point.unit : "");
    say(cells.note, there ? words.plain(point.label ?? "") : old ? `last known, ${age(Date.now() - c.last.ts)} old` : (point.why ?? ""));
    say(cells.plausible, words.plausible(point));
    mark(cells.plausible, "plausible", point.plausible ?? "");
    say(cells.rung, point.contradictions?.length ? `${words.trust(point.rung)}, contradicted` : words.trust(point.rung));
    mark(cells.rung, "rung", point.rung);
    cells.rung.title = (point.contradictions ?? []).join("\n");
    mark(cells.rung, "against", point.contradictions?.length ? "yes" : "");
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
const askLog = followLog(`${address}/log`, $("log"), $("no-log"));
const showHistory = historyPanel(address, id);
const openTab = tabs($("tabs"), (name) => showHistory(name === "history"));
$("find").addEventListener("input", filter);
$("only").addEventListener("change", filter);
$("filter").addEventListener("submit", (event) => event.preventDefault());
wayBack($("back"));
// A charger that does not answer sends nothing, and its last values grow older.
setInterval(() => latest?.last && showNow(latest), 5_000);
const head = showHead();
if (id) {
  head.then((visitor) => (panel = controlPanel(id, visitor)));
  follow(`${address}/stream`, { charger: show });
} else say($("none"), "Choose a charger from the list.");
