// One charger: what it does, what its registers say, and how far that can be believed.
import { $, el, facts, mark, say } from "./dom.js";
import { fullScale, showPhases } from "./card.js";
import { powerChart } from "./chart.js";
import { follow } from "./live.js";
import { followLog } from "./log.js";
import { showAccount } from "./session.js";
import { controlPanel } from "./control-panel.js";
import * as words from "./words.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const rows = new Map();
let before = null;
let course = null;
let panel = null;
let happened = null;

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
  showFlow(c);
  showControl(c);
  panel?.(c);
  showOrder(c.word_order);
  showLaws(c.laws);
  showTrust(c);
  showDevice(c);
  showPoints(c);
  showCourse(c);
  if (happened !== c.happened) askLog();
  happened = c.happened;
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
    ["Keeps to the limit", words.limitFollowed(c)],
    ["Waiting for", words.waitingFor(c)],
    ...energies.map((p) => [words.sentence(p.name), words.energy(p)]),
    ["State", c.state?.label ? `${words.plain(c.state.label)} (${c.state.value})` : "–"],
    ["Last reading", c.ts ? new Date(c.ts).toLocaleTimeString() : "none yet"],
  ]);
}

function showFlow(c) {
  showPhases($("phases"), c, c.voltages);
  const limit = typeof c.set_point?.value === "number" ? ` The line is the limit, ${c.set_point.value} A.` : "";
  say($("scale"), `Bars reach to ${words.rounded(fullScale(c), 0)} A.${limit}`);
}

const MODES = { none: "none: monitoring only", leased: "leased", standing: "standing" };

function showControl(c) {
  const control = c.control;
  const { lease_left: left, lifebit_age_ms: age } = control;
  say(
    $("control-say"),
    control.held ? `Held by ${control.by ?? "an unnamed controller"}` : control.mode === "none" ? "Monitoring only" : "Nobody controls it",
  );
  facts($("control"), [
    ["Mode", MODES[control.mode] ?? control.mode],
    ["Outlet's limit", control.max_current === null ? "not set, so no control" : `${control.max_current} A`],
    c.fallback.length && ["Alone it falls back to", words.fallback(c)],
    control.held && ["Ends", left === null ? "when bridge or broker no longer work" : `in ${left} s unless renewed`],
    control.held && ["Last lifebit", age === null ? "none yet" : `${words.rounded(age / 1000)} s ago`],
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

const HOLDS = { true: ["✓", "holds"], false: ["✗", "fails"] };

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
  const differs = verdict.order && verdict.order !== verdict.documented;
  const against = differs ? " It is not what the document says." : "";
  say($("order-why"), `${HOW[verdict.state] ?? ""}${against}`);
  facts($("order-facts"), [
    ["Because of", verdict.why && words.reason(verdict.why)],
    ["The document says", verdict.documented.replaceAll("-", " ")],
    verdict.integers && ["Whole numbers", `${verdict.integers.replaceAll("-", " ")}, ${verdict.integers_are}`],
  ]);
}

function showTrust(c) {
  const map = c.about.map;
  say($("rung"), map.check === "unchecked" ? `${map.rung}, unchecked` : map.rung);
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
    fixed("Rung", cells.rung),
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
    say(cells.plausible, words.plausible(point));
    mark(cells.plausible, "plausible", point.plausible ?? "");
    say(cells.rung, point.contradictions?.length ? `${point.rung}, contradicted` : point.rung);
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
$("find").addEventListener("input", filter);
$("only").addEventListener("change", filter);
$("filter").addEventListener("submit", (event) => event.preventDefault());
if (id) {
  showAccount().then((visitor) => (panel = controlPanel(id, address, visitor)));
  follow(`${address}/stream`, { charger: show });
} else say($("none"), "Choose a charger from the list.");
