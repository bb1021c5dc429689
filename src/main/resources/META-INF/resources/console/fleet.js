// All chargers at a glance.
import { $, el, mark, say } from "./dom.js";
import { card, line } from "./card.js";
import { follow } from "./live.js";
import { showAccount } from "./session.js";
import * as words from "./words.js";

const FILTER_FROM = 8;
const LIST_FROM = 25;
const TELL_EACH_UNTIL = 12;
const KINDS = { all: "All", problem: "Problems", charging: "Charging", waiting: "Waiting", free: "Free", away: "No answer" };
const ORDERS = {
  problems: (a, b) => troubled(b) - troubled(a) || a.place - b.place,
  power: (a, b) => (words.watts(b.c.power) ?? -1) - (words.watts(a.c.power) ?? -1) || a.place - b.place,
  name: (a, b) => a.c.id.localeCompare(b.c.id, "en", { numeric: true }),
};

const chargers = new Map(); // id -> {c, place, kinds, made, stale}
const query = new URLSearchParams(location.search);
let kind = query.get("show") in KINDS ? query.get("show") : "all";
let view = query.get("as");
let shownBad = null;

const troubled = (entry) => (entry.kinds.has("problem") ? 1 : 0);

function kindsOf(c) {
  const kinds = new Set(["all"]);
  if (words.problems(c).length) kinds.add("problem");
  if (c.online === false) return kinds.add("away");
  const { tone } = words.situation(c);
  if (tone === "charging" || tone === "waiting") kinds.add(tone);
  if (c.vehicle === "absent") kinds.add("free");
  return kinds;
}

const viewNow = () => view ?? (chargers.size >= LIST_FROM ? "list" : "cards");

/** Makes what is shown of a charger as it is now; what is not shown waits until it is. */
function draw(entry) {
  if (entry.made?.view !== viewNow()) entry.made = { view: viewNow(), ...(viewNow() === "list" ? line : card)(entry.c.id) };
  entry.made.show(entry.c);
  entry.stale = false;
}

function wanted(entry, text) {
  if (!entry.kinds.has(kind)) return false;
  const { c } = entry;
  return !text || `${c.id} ${words.situation(c).text} ${c.map} ${c.control.by ?? ""} ${c.rung}`.toLowerCase().includes(text);
}

/** Puts what is wanted in order; what has the focus keeps it. */
function arrange() {
  const list = $("fleet");
  const all = [...chargers.values()];
  const text = $("find").value.trim().toLowerCase();
  const shown = all.filter((entry) => wanted(entry, text)).sort(ORDERS[$("order").value]);
  for (const entry of shown) if (entry.stale || entry.made?.view !== viewNow()) draw(entry);
  const roots = shown.map((entry) => entry.made.root);
  if (roots.length !== list.children.length || roots.some((root, i) => list.children[i] !== root)) {
    const focused = document.activeElement;
    list.replaceChildren(...roots);
    if (focused && list.contains(focused)) focused.focus({ preventScroll: true });
  }
  mark(list, "view", viewNow());
  $("list-head").hidden = viewNow() !== "list" || roots.length === 0;
  $("filter").hidden = all.length < FILTER_FROM;
  say($("shown"), roots.length === all.length ? "" : `${roots.length} of ${all.length}`);
  $("none").hidden = roots.length > 0;
  say($("none"), all.length ? "No charger fits the filter." : "The inventory has no chargers.");
}

function showKinds(all) {
  for (const [name, label] of Object.entries(KINDS)) {
    let chip = $("kinds").querySelector(`[data-kind="${name}"]`);
    if (!chip) {
      chip = el("button", { type: "button", class: "pick", "data-kind": name }, `${label} `, el("span", { class: "count" }));
      chip.addEventListener("click", () => choose(name));
      $("kinds").append(chip);
    }
    say(chip.lastElementChild, String(all.filter((entry) => entry.kinds.has(name)).length));
    chip.setAttribute("aria-pressed", String(kind === name));
  }
}

function total() {
  const all = [...chargers.values()];
  const bad = all.filter(troubled).length;
  const known = all.map((entry) => words.watts(entry.c.power)).filter((w) => w !== null);
  $("totals").hidden = all.length === 0;
  say($("online"), `${all.filter((entry) => entry.c.online).length} of ${all.length}`);
  say($("charging"), String(all.filter((entry) => entry.kinds.has("charging")).length));
  say($("power"), known.length ? words.power(known.reduce((a, b) => a + b, 0)).join(" ") : "–");
  say($("problems"), String(bad));
  mark($("troubled"), "tone", bad ? "problem" : "");
  document.title = `${bad ? `(${bad}) ` : ""}Chargers · Ampwire`;
  showKinds(all);
  if (shownBad !== null && shownBad !== bad && all.length > TELL_EACH_UNTIL) say($("news"), `${bad} chargers with problems`);
  shownBad = bad;
}

/** Tells those who listen of changes of state, never of every value, and of a large fleet only the number. */
function announce(before, c) {
  const text = words.situation(c).text;
  if (before && chargers.size <= TELL_EACH_UNTIL && words.situation(before).text !== text) say($("news"), `${c.id}: ${text}`);
}

function refresh(changed) {
  for (const c of changed) {
    const known = chargers.get(c.id);
    const entry = known ?? { place: chargers.size };
    announce(known?.c, c);
    Object.assign(entry, { c, kinds: kindsOf(c), stale: true });
    chargers.set(c.id, entry);
  }
  arrange();
  total();
}

/** The page's address says what is shown, so that coming back shows it again. */
function remember() {
  const now = new URLSearchParams();
  if (kind !== "all") now.set("show", kind);
  if ($("find").value) now.set("find", $("find").value);
  if ($("order").value !== "problems") now.set("order", $("order").value);
  if (view) now.set("as", view);
  history.replaceState(null, "", now.size ? `?${now}` : location.pathname);
  $("view").value = viewNow();
  arrange();
}

function choose(name) {
  kind = name;
  showKinds([...chargers.values()]);
  remember();
}

$("find").value = query.get("find") ?? "";
if (query.get("order") in ORDERS) $("order").value = query.get("order");
if (view !== "cards" && view !== "list") view = null;
$("find").addEventListener("input", remember);
$("order").addEventListener("change", remember);
$("view").addEventListener("change", () => {
  view = $("view").value;
  remember();
});
$("filter").addEventListener("submit", (event) => event.preventDefault());

showAccount();
follow("/api/v1/chargers/stream", {
  chargers: (all) => {
    const old = new Map(chargers);
    chargers.clear();
    all.forEach((c, place) => chargers.set(c.id, { ...(old.get(c.id) ?? {}), c: old.get(c.id)?.c ?? c, place }));
    refresh(all);
    $("view").value = viewNow();
  },
  changed: refresh,
});
