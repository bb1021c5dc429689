// All chargers at a glance.
import { $, bar, el, mark, say, setBar } from "./dom.js";
import { follow } from "./live.js";
import * as words from "./words.js";

const FILTER_FROM = 8;
const chargers = new Map();
const cards = new Map();
const telling = new Map();

/** Builds a card once; afterwards only texts change. */
function card(id) {
  const parts = {
    state: el("p", { class: "state" }),
    power: el("span"),
    unit: el("span", { class: "unit" }),
    limit: el("dd"),
    phases: el("ul", { class: "phases" }),
    problems: el("ul", { class: "problems" }),
    control: el("dd"),
    order: el("dd"),
    map: el("dd"),
    rung: el("span", { class: "rung" }),
  };
  const name = el("a", { href: `/charger.html?id=${encodeURIComponent(id)}` }, id);
  parts.root = el(
    "li",
    { class: "card" },
    el("div", { class: "card-head" }, el("h2", {}, name), parts.state),
    parts.problems,
    el(
      "div",
      { class: "card-now" },
      el("p", { class: "power" }, parts.power, parts.unit),
      el("dl", { class: "limit-now" }, el("div", {}, el("dt", {}, "limit"), parts.limit)),
    ),
    parts.phases,
    el(
      "dl",
      { class: "facts" },
      el("div", {}, el("dt", {}, "Control"), parts.control),
      el("div", {}, el("dt", {}, "Word order"), parts.order),
      el("div", {}, el("dt", {}, "Map"), parts.map),
      el("div", {}, el("dt", {}, "Trust"), el("dd", {}, parts.rung)),
    ),
  );
  return parts;
}

function show(c) {
  if (!cards.has(c.id)) cards.set(c.id, card(c.id));
  const parts = cards.get(c.id);
  const now = words.situation(c);
  say(parts.state, now.text);
  mark(parts.root, "tone", words.problems(c).length ? "problem" : now.tone);
  mark(parts.state, "tone", now.tone);
  const [number, unit] = words.power(words.watts(c.power));
  say(parts.power, number);
  say(parts.unit, ` ${unit}`);
  say(parts.limit, words.limit(c));
  say(parts.control, words.control(c));
  say(parts.order, words.wordOrder(c));
  say(parts.map, c.map);
  say(parts.rung, c.rung);
  mark(parts.rung, "rung", c.rung);
  showPhases(parts.phases, c);
  showProblems(parts.problems, words.problems(c));
  announce(c.id, now.text);
}

function showPhases(list, c) {
  const values = c.currents.map((p) => p.value).filter((v) => typeof v === "number");
  const limit = typeof c.set_point?.value === "number" ? c.set_point.value : null;
  const full = Math.max(c.control.max_current ?? 0, limit ?? 0, 16, ...values);
  c.currents.forEach((point, i) => {
    let row = list.children[i];
    if (!row) {
      row = el("li", {}, el("span", { class: "phase" }, `L${i + 1}`), bar(), el("span", { class: "amps" }));
      list.append(row);
    }
    const wired = typeof point.value === "number";
    mark(row, "off", wired ? "" : "yes");
    setBar(row.children[1], wired ? point.value / full : 0, wired && limit !== null ? limit / full : null);
    say(row.lastElementChild, wired ? `${words.rounded(point.value)} ${point.unit}` : "–");
  });
}

function showProblems(list, found) {
  list.hidden = found.length === 0;
  while (list.children.length > found.length) list.lastElementChild.remove();
  found.forEach((text, i) => say(list.children[i] ?? list.appendChild(el("li")), text));
}

/** Tells those who listen of changes of state, never of every value. */
function announce(id, text) {
  const before = telling.get(id);
  telling.set(id, text);
  if (before !== undefined && before !== text) say($("news"), `${id}: ${text}`);
}

function wanted(c) {
  if ($("only").checked && words.problems(c).length === 0) return false;
  const text = $("find").value.trim().toLowerCase();
  return !text || `${c.id} ${words.situation(c).text} ${c.map}`.toLowerCase().includes(text);
}

/** Problems first, otherwise as in the inventory; what has the focus keeps it. */
function arrange() {
  const list = $("fleet");
  const all = [...chargers.values()];
  const sorted = [...all.filter((c) => words.problems(c).length), ...all.filter((c) => !words.problems(c).length)];
  const roots = sorted.filter(wanted).map((c) => cards.get(c.id).root);
  if (roots.length !== list.children.length || roots.some((root, i) => list.children[i] !== root)) {
    const focused = document.activeElement;
    list.replaceChildren(...roots);
    if (focused && list.contains(focused)) focused.focus({ preventScroll: true });
  }
  $("filter").hidden = all.length < FILTER_FROM;
  say($("shown"), roots.length === all.length ? "" : `${roots.length} of ${all.length}`);
  $("none").hidden = roots.length > 0;
  say($("none"), all.length ? "No charger fits the filter." : "The inventory has no chargers.");
}

function total() {
  const all = [...chargers.values()];
  const troubled = all.filter((c) => words.problems(c).length).length;
  const known = all.map((c) => words.watts(c.power)).filter((w) => w !== null);
  $("totals").hidden = all.length === 0;
  say($("online"), `${all.filter((c) => c.online).length} of ${all.length}`);
  say($("charging"), String(all.filter((c) => c.online && c.vehicle === "charging").length));
  say($("power"), known.length ? words.power(known.reduce((a, b) => a + b, 0)).join(" ") : "–");
  say($("problems"), String(troubled));
  mark($("troubled"), "tone", troubled ? "problem" : "");
  document.title = `${troubled ? `(${troubled}) ` : ""}Chargers · Ampwire`;
}

function refresh(changed) {
  changed.forEach((c) => chargers.set(c.id, c));
  changed.forEach(show);
  arrange();
  total();
}

$("find").addEventListener("input", arrange);
$("only").addEventListener("change", arrange);
$("filter").addEventListener("submit", (event) => event.preventDefault());

follow("/api/v1/chargers/stream", {
  chargers: (all) => {
    const names = new Set(all.map((c) => c.id));
    for (const id of [...cards.keys()].filter((id) => !names.has(id))) {
      cards.delete(id);
      telling.delete(id);
    }
    chargers.clear();
    refresh(all);
  },
  changed: refresh,
});
