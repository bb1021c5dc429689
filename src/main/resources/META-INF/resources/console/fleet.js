// All chargers at a glance, by site.
import { $, bar, el, mark, say, setBar } from "./dom.js";
import { bulkBar } from "./bulk.js";
import { card, line } from "./card.js";
import { count, power, rounded } from "./format.js";
import { follow } from "./live.js";
import { bySite, feeder, totals } from "./sites.js";
import { onBridge, showHead } from "./strip.js";
import { leave, returnTo } from "./way-back.js";
import * as words from "./words.js";

const FILTER_FROM = 8;
const LIST_FROM = 25;
const COLLAPSED_FROM = 50;
const PART = 100;
const TELL_EACH_UNTIL = 12;
const SESSIONS_EACH = 60_000;
const AGES_EACH = 10_000;
const SETTLE_EACH = 1_000;
const KINDS = { all: "All", problem: "Problems", charging: "Charging", waiting: "Waiting", free: "Free", away: "No answer" };

const number = (value) => (typeof value === "number" ? value : -1);
const text = (a, b) => a.localeCompare(b, "en", { numeric: true });
const highest = (c) => Math.max(-1, ...c.currents.map((p) => number(p.value)));
const TONES = ["problem", "charging", "waiting", "idle"];
const rank = (entry) => TONES.indexOf(words.situation(entry.c).tone);

/** Orders of the columns, each as the first click gives it. */
const ORDERS = {
  problems: (a, b) => troubled(b) - troubled(a),
  name: (a, b) => text(words.title(a.c), words.title(b.c)),
  state: (a, b) => rank(a) - rank(b),
  power: (a, b) => number(words.watts(b.c.power)) - number(words.watts(a.c.power)),
  currents: (a, b) => highest(b.c) - highest(a.c),
  limit: (a, b) => number(b.c.set_point?.value) - number(a.c.set_point?.value),
  session: (a, b) => number(b.c.session?.energy) - number(a.c.session?.energy),
  control: (a, b) => text(b.c.control.by ?? "", a.c.control.by ?? ""),
};

const chargers = new Map(); // id -> {c, place, kinds, made, stale, seen}
const sites = new Map(); // name -> parts of its section
const selected = new Set();
const query = new URLSearchParams(location.search);
let kind = query.get("show") in KINDS ? query.get("show") : "all";
let view = ["cards", "list"].includes(query.get("as")) ? query.get("as") : null;
let order = query.get("order")?.replace(/^-/, "") in ORDERS ? query.get("order") : "problems";
const opened = new Map(query.getAll("open").map((name) => [name, true]));
query.getAll("closed").forEach((name) => opened.set(name, false));
let groups = [];
let states = {};
let sessions = new Map();
let shownBad = null;
let update = null;
let scroll = returnTo();
let settled = 0;
let later = 0;

const troubled = (entry) => (entry.kinds.has("problem") ? 1 : 0);

function kindsOf(c) {
  const kinds = new Set(["all"]);
  const { tone } = words.situation(c);
  if (tone === "problem") kinds.add("problem");
  if (c.online === false) return kinds.add("away");
  if (c.vehicle === "charging") kinds.add("charging");
  if (tone === "waiting") kinds.add("waiting");
  if (c.vehicle === "absent") kinds.add("free");
  return kinds;
}

const viewNow = () => view ?? (chargers.size >= LIST_FROM ? "list" : "cards");
const searching = () => $("find").value.trim() !== "" || kind !== "all";
const isOpen = (name) => opened.get(name) ?? (searching() || sites.size < 2 || chargers.size < COLLAPSED_FROM);

/** Only what is on the screen is drawn; the rest waits until it is scrolled there. */
const watcher = new IntersectionObserver(
  (changes) => {
    for (const { target, isIntersecting } of changes) {
      const entry = chargers.get(target.dataset.id);
      if (!entry) continue;
      entry.seen = isIntersecting;
      if (isIntersecting && entry.stale) draw(entry);
    }
  },
  { rootMargin: "200px" },
);

function draw(entry) {
  entry.made.show(entry.c);
  entry.stale = false;
}

function make(entry) {
  if (entry.made?.view === viewNow()) return entry.made;
  if (entry.made) watcher.unobserve(entry.made.root);
  entry.made = { view: viewNow(), ...(viewNow() === "list" ? line : card)(entry.c.id, select) };
  entry.made.root.dataset.id = entry.c.id;
  entry.made.box.checked = selected.has(entry.c.id);
  watcher.observe(entry.made.root);
  draw(entry);
  return entry.made;
}

function haystack({ c }) {
  const parts = [c.id, c.name, c.host, c.reference, c.site, ...(c.tags ?? []), words.situation(c).text, c.map, c.control.by];
  return parts.filter(Boolean).join(" ").toLowerCase();
}

function wanted(entry, asked) {
  if (!entry.kinds.has(kind)) return false;
  if (!asked.length) return true;
  const hay = haystack(entry);
  return asked.every((word) => hay.includes(word));
}

/** The section of a site, made once. */
function section(name) {
  if (sites.has(name)) return sites.get(name);
  const list = el("ul", { class: "fleet", "aria-label": name ? `Chargers of ${name}` : "Chargers" });
  list.id = `site-${sites.size}`;
  const toggle = el("button", { type: "button", class: "toggle", "aria-controls": list.id }, name || "Without a site");
  const box = el("input", { type: "checkbox", class: "choose", "aria-label": `Select all of ${name || "the chargers without a site"}` });
  const sums = el("p", { class: "sums" });
  const bad = el("span", { class: "state", "data-tone": "problem" });
  const feeders = el("ul", { class: "feeders" });
  const more = el("button", { type: "button", class: "plain more" });
  const head = el("div", { class: "site-head" }, box, el("h2", {}, toggle), bad, sums, feeders);
  const made = {
    root: el("section", { class: "site" }, head, list, more),
    head,
    list,
    toggle,
    box,
    bad,
    sums,
    feeders,
    more,
    part: PART,
    members: [],
  };
  toggle.addEventListener("click", () => {
    opened.set(name, !isOpen(name));
    remember();
    arrange(true);
  });
  more.addEventListener("click", () => {
    made.part += PART;
    arrange(true);
  });
  box.addEventListener("change", () => {
    for (const entry of made.members) choose(entry.c.id, box.checked);
    showSelection();
  });
  sites.set(name, made);
  return made;
}

/** The chargers in the wanted order; a repeated place keeps what is equal where it is. */
function sorted(entries) {
  const key = order.replace(/^-/, "");
  const turn = order.startsWith("-") ? -1 : 1;
  return entries.sort((a, b) => turn * ORDERS[key](a, b) || a.place - b.place);
}

/** Puts what is wanted in order. Under the pointer nothing moves by itself; what has the focus keeps it. */
function arrange(asked = false) {
  const all = [...chargers.values()];
  const search = $("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = new Set(all.filter((entry) => wanted(entry, search)));
  const grouped = bySite(all);
  const frozen = !asked && $("fleet").matches(":hover");
  const plain = grouped.size < 2 && (grouped.has("") || grouped.size === 0) && groups.length === 0;
  for (const name of [...sites.keys()]) {
    if (grouped.has(name)) continue;
    sites.get(name).root.remove();
    sites.delete(name);
  }
  for (const name of grouped.keys()) section(name);
  const roots = [...grouped.keys()].map((name) => sites.get(name).root);
  if (roots.some((root, i) => $("fleet").children[i] !== root)) $("fleet").replaceChildren(...roots);
  for (const [name, members] of grouped) {
    const made = sites.get(name);
    const open = plain || isOpen(name);
    made.members = members.filter((entry) => shown.has(entry));
    made.root.hidden = made.members.length === 0;
    made.head.hidden = plain;
    made.toggle.setAttribute("aria-expanded", String(open));
    if (!name) say(made.toggle, grouped.size === 1 ? "All chargers" : "Without a site");
    if (open && (!frozen || made.frozen === undefined || !made.sequence)) made.sequence = sorted([...made.members]);
    made.frozen = frozen;
    const visible = open ? made.sequence.filter((entry) => chargers.get(entry.c.id) === entry && shown.has(entry)) : [];
    const rows = visible.slice(0, made.part).map((entry) => make(entry).root);
    if (rows.length !== made.list.children.length || rows.some((row, i) => made.list.children[i] !== row)) {
      const focused = document.activeElement;
      made.list.replaceChildren(...rows);
      if (focused && made.list.contains(focused)) focused.focus({ preventScroll: true });
    }
    made.list.hidden = !open;
    mark(made.list, "view", viewNow());
    made.more.hidden = visible.length <= made.part;
    say(made.more, `Show ${Math.min(PART, visible.length - made.part)} more of ${visible.length}`);
    if (!plain) showSums(name, made, members);
  }
  $("list-head").hidden = viewNow() !== "list" || !$("fleet").querySelector(".line");
  $("filter").hidden = all.length < FILTER_FROM;
  say($("shown"), shown.size === all.length ? "" : `${shown.size} of ${all.length}`);
  $("none").hidden = shown.size > 0;
  say($("none"), all.length ? "No charger fits the filter." : "The inventory has no chargers.");
}

/** The subtotals of a site, and its feeders. */
function showSums(name, made, members) {
  const sum = totals(members);
  const parts = [
    sum.online === sum.chargers ? count(sum.chargers, "charger") : `${sum.online} of ${sum.chargers} answer`,
    `${sum.charging} charging`,
    sum.power === null ? null : power(sum.power).join(" "),
  ];
  say(made.sums, parts.filter(Boolean).join(" · "));
  say(made.bad, sum.problem ? count(sum.problem, "problem") : "");
  const ids = new Set(members.map((entry) => entry.c.id));
  const mine = groups.filter((group) => group.members.some((id) => ids.has(id)));
  while (made.feeders.children.length > mine.length) made.feeders.lastElementChild.remove();
  mine.forEach((group, i) => {
    const row = made.feeders.children[i] ?? made.feeders.appendChild(feederRow());
    const now = feeder(group, chargers, states[group.name]);
    if (row.children[0].textContent !== group.name) {
      say(row.children[0], group.name);
      row.children[0].setAttribute("href", `/groups.html#${encodeURIComponent(group.name)}`);
    }
    setBar(row.children[1], now ? now.amps / now.limit : 0, null);
    mark(row, "tone", now && now.amps > now.limit ? "problem" : "");
    say(row.children[2], now ? `${rounded(now.amps, 0)} of ${rounded(now.limit, 0)} A` : `– of ${rounded(group.max_current, 0)} A`);
  });
}

function feederRow() {
  const title = "The busiest phase of the group against the feeder's limit";
  return el("li", { title }, el("a"), bar(), el("span", { class: "amps" }));
}

function showKinds(all) {
  for (const [name, label] of Object.entries(KINDS)) {
    let chip = $("kinds").querySelector(`[data-kind="${name}"]`);
    if (!chip) {
      chip = el("button", { type: "button", class: "pick", "data-kind": name }, `${label} `, el("span", { class: "count" }));
      chip.addEventListener("click", () => chooseKind(name));
      $("kinds").append(chip);
    }
    say(chip.lastElementChild, String(all.filter((entry) => entry.kinds.has(name)).length));
    chip.setAttribute("aria-pressed", String(kind === name));
  }
}

function total() {
  const all = [...chargers.values()];
  const sum = totals(all);
  $("totals").hidden = all.length === 0;
  say($("online"), `${sum.online} of ${sum.chargers}`);
  say($("charging"), String(sum.charging));
  say($("power"), sum.power === null ? "–" : power(sum.power).join(" "));
  say($("problems"), String(sum.problem));
  mark($("troubled"), "tone", sum.problem ? "problem" : "");
  document.title = `${sum.problem ? `(${sum.problem}) ` : ""}Chargers · Ampwire`;
  showKinds(all);
  if (shownBad !== null && shownBad !== sum.problem && all.length > TELL_EACH_UNTIL)
    say($("news"), `${count(sum.problem, "charger")} with problems`);
  shownBad = sum.problem;
}

/** Says changes of state aloud, never every value, and of a large fleet only the number. */
function announce(before, c) {
  const said = words.situation(c).text;
  if (before && chargers.size <= TELL_EACH_UNTIL && words.situation(before).text !== said) say($("news"), `${words.title(c)}: ${said}`);
}

/** Takes changed chargers; what comes or goes is arranged at once, changes of a large fleet at most once a second. */
function refresh(changed, known = true) {
  for (const c of changed) {
    const before = chargers.get(c.id);
    const entry = before ?? { place: chargers.size };
    announce(before?.c, c);
    c.session = sessions.get(c.id) ?? null;
    Object.assign(entry, { c, kinds: kindsOf(c), stale: true });
    chargers.set(c.id, entry);
  }
  if (!known || chargers.size < LIST_FROM) settle();
  else if (!later) later = setTimeout(settle, Math.max(0, settled + SETTLE_EACH - Date.now()));
}

/** Draws, orders and sums up what changed. */
function settle() {
  clearTimeout(later);
  later = 0;
  settled = Date.now();
  for (const entry of chargers.values()) if (entry.stale && entry.seen && entry.made?.root.isConnected) draw(entry);
  arrange();
  total();
  if (selected.size) showSelection();
}

function choose(id, on) {
  if (on) selected.add(id);
  else selected.delete(id);
  const box = chargers.get(id)?.made?.box;
  if (box) box.checked = on;
}

function select(id, on) {
  choose(id, on);
  showSelection();
}

function showSelection() {
  for (const id of [...selected]) if (!chargers.has(id)) selected.delete(id);
  for (const made of sites.values()) {
    const on = made.members.filter((entry) => selected.has(entry.c.id)).length;
    made.box.checked = on > 0 && on === made.members.length;
    made.box.indeterminate = on > 0 && on < made.members.length;
  }
  update?.([...selected].map((id) => chargers.get(id).c));
}

/** The page's address says what is shown, so that coming back shows it again. */
function remember() {
  const now = new URLSearchParams();
  if (kind !== "all") now.set("show", kind);
  if ($("find").value) now.set("find", $("find").value);
  if (order !== "problems") now.set("order", order);
  if (view) now.set("as", view);
  for (const [name, open] of opened) now.append(open ? "open" : "closed", name);
  history.replaceState({ y: scrollY }, "", now.size ? `?${now}` : location.pathname);
  keepPlace();
  $("view").value = viewNow();
  showOrder();
}

function keepPlace() {
  history.replaceState({ y: scrollY }, "");
  leave(location.search, scrollY);
}

function showOrder() {
  for (const head of $("list-head").querySelectorAll("button")) {
    const mine = head.dataset.order === order.replace(/^-/, "");
    head.setAttribute("aria-pressed", String(mine));
    mark(head, "turn", mine ? (order.startsWith("-") ? "up" : "down") : "");
  }
  $("order").value = order.replace(/^-/, "");
}

function changed() {
  remember();
  arrange(true);
}

function chooseKind(name) {
  kind = name;
  showKinds([...chargers.values()]);
  changed();
}

/** Energy and beginning of the sessions that last, where the bridge keeps sessions. */
async function askSessions() {
  const from = new Date(Date.now() - 2 * 86_400_000).toISOString();
  try {
    const answer = await fetch(`/api/v1/sessions?from=${from}&limit=1000`, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return mark(document.body, "sessions", "none");
    const open = (await answer.json()).sessions.filter((session) => session.ended === null);
    sessions = new Map(open.map((session) => [session.charger, session]));
    mark(document.body, "sessions", "");
    for (const [id, entry] of chargers) {
      entry.c.session = sessions.get(id) ?? null;
      entry.stale = true;
      if (entry.seen && entry.made) draw(entry);
    }
  } catch {
    // The strip shows a bridge that is away.
  }
  setTimeout(askSessions, SESSIONS_EACH);
}

$("find").value = query.get("find") ?? "";
$("find").addEventListener("input", changed);
$("order").addEventListener("change", () => {
  order = $("order").value;
  changed();
});
$("view").addEventListener("change", () => {
  view = $("view").value;
  changed();
});
$("list-head").addEventListener("click", ({ target }) => {
  const head = target.closest("button");
  if (!head) return;
  order = order === head.dataset.order ? `-${order}` : head.dataset.order;
  changed();
});
$("filter").addEventListener("submit", (event) => event.preventDefault());
$("fleet").addEventListener("mouseleave", () => arrange());
// A charger that does not answer sends nothing, and its last values grow older.
setInterval(() => {
  for (const entry of chargers.values()) if (entry.c.last && entry.seen && entry.made) draw(entry);
}, AGES_EACH);
history.scrollRestoration = "manual";
addEventListener("scrollend", keepPlace);

showHead().then((visitor) => {
  if (!visitor.control) return;
  mark(document.body, "chooses", "yes");
  update = bulkBar(visitor, () => {
    for (const id of [...selected]) choose(id, false);
    showSelection();
  });
});
onBridge((bridge) => {
  if (!bridge) return;
  const first = groups.length === 0 && bridge.groups.length > 0;
  groups = bridge.groups;
  if (first && chargers.size) arrange();
});
showOrder();
leave(location.search, scroll);
mark(document.body, "sessions", "none");
follow("/api/v1/chargers/stream", {
  chargers: (all) => {
    const old = new Map(chargers);
    chargers.clear();
    all.forEach((c, place) => chargers.set(c.id, Object.assign(old.get(c.id) ?? { c }, { place })));
    refresh(all, false);
    $("view").value = viewNow();
    if (scroll) scrollTo(0, scroll);
    if (!old.size) requestAnimationFrame(() => setTimeout(askSessions)); // what is there is painted first
    scroll = 0;
  },
  changed: (some) => refresh(some),
  groups: (all) => {
    states = all;
  },
});
