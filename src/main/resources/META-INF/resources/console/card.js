// A charger of the fleet as a card, and as a line of a list. Built once; afterwards only texts change.
import { bar, el, mark, say, setBar } from "./dom.js";
import { age, duration, energy, power, rounded } from "./format.js";
import * as words from "./words.js";

const link = (id) => el("a", { href: `/charger.html?id=${encodeURIComponent(id)}` }, id);

function parts(id) {
  return {
    link: link(id),
    id: el("span", { class: "id" }),
    state: el("p", { class: "state" }),
    power: el("span"),
    unit: el("span", { class: "unit" }),
    note: el("span", { class: "note" }),
    texts: {},
  };
}

/** A session that lasts: its energy and how long it takes. */
function sessionNow(c) {
  const now = c.session;
  if (!now) return "–";
  const took = duration((Date.now() - now.started) / 1_000);
  return typeof now.energy === "number" ? `${energy(now.energy * 1_000)} in ${took}` : took;
}

const TEXTS = {
  limit: words.limit,
  control: words.control,
  map: (c) => c.map,
  site: (c) => c.site ?? "–",
  host: (c) => c.host,
  session: sessionNow,
  currents: words.currents,
};

/** What a card and a line have in common; nothing but texts and marks. */
function showGlance(made, c) {
  const now = words.situation(c);
  const seen = words.shown(c);
  say(made.link, words.title(c));
  say(made.id, c.name ? c.id : "");
  say(made.state, now.text);
  mark(made.state, "tone", now.tone);
  mark(made.root, "tone", now.tone);
  mark(made.root, "old", seen.old ? "yes" : "");
  const [number, unit] = power(words.watts(seen.power));
  say(made.power, number);
  say(made.unit, ` ${unit}`);
  for (const [key, node] of Object.entries(made.texts)) say(node, TEXTS[key](seen));
  say(made.note, seen.old ? `values are ${age(Date.now() - seen.old)} old` : (words.notable(c) ?? ""));
  return seen;
}

/** A check box that selects the charger. */
function chooser(id, select) {
  const box = el("input", { type: "checkbox", class: "choose", "aria-label": `Select ${id}` });
  box.addEventListener("change", () => select(id, box.checked));
  return box;
}

/** A card: {root, show, box}. */
export function card(id, select) {
  const made = parts(id);
  const box = chooser(id, select);
  const phases = el("ul", { class: "phases" });
  const text = (key) => (made.texts[key] = el("dd"));
  made.root = el(
    "li",
    { class: "card" },
    el("div", { class: "card-head" }, el("h2", {}, box, made.link, made.id), made.state),
    el(
      "div",
      { class: "card-now" },
      el("p", { class: "power" }, made.power, made.unit),
      el("dl", { class: "limit-now" }, el("div", {}, el("dt", {}, "limit"), text("limit"))),
    ),
    phases,
    made.note,
    el(
      "dl",
      { class: "facts" },
      el("div", { class: "of-session" }, el("dt", {}, "Session"), text("session")),
      el("div", {}, el("dt", {}, "Control"), text("control")),
      el("div", {}, el("dt", {}, "Map"), text("map")),
    ),
  );
  const show = (c) => showPhases(phases, showGlance(made, c));
  return { root: made.root, show, box };
}

/** A line of a list, for many chargers: {root, show, box}. */
export function line(id, select) {
  const made = parts(id);
  const box = chooser(id, select);
  const cell = (key, label, type = "") => {
    made.texts[key] = el("span");
    return el("span", { class: `cell ${key} ${type}` }, el("span", { class: "label" }, `${label} `), made.texts[key]);
  };
  made.root = el(
    "li",
    { class: "line" },
    box,
    el("h2", {}, made.link, made.id),
    el("span", { class: "cell status" }, made.state, made.note),
    el("p", { class: "cell num power-now" }, made.power, made.unit),
    cell("currents", "Currents, A", "num"),
    cell("limit", "Limit", "num"),
    cell("session", "Session"),
    cell("control", "Control"),
  );
  return { root: made.root, show: (c) => showGlance(made, c), box };
}

/** Bars of the phases against the outlet's limit, with a line at the limit in force. */
export function showPhases(list, c, volts = []) {
  const limit = typeof c.set_point?.value === "number" ? c.set_point.value : null;
  const full = fullScale(c);
  c.currents.forEach((current, i) => {
    let row = list.children[i];
    if (!row) {
      row = el("li", {}, el("span", { class: "phase" }, `L${i + 1}`), bar(), el("span", { class: "amps" }));
      if (volts.length) row.append(el("span", { class: "volts" }));
      list.append(row);
    }
    const wired = typeof current.value === "number";
    mark(row, "off", wired ? "" : "yes");
    setBar(row.children[1], wired ? current.value / full : 0, wired && limit !== null ? limit / full : null);
    say(row.children[2], wired ? `${rounded(current.value)} ${current.unit}` : "–");
    const volt = volts[i];
    if (volts.length) say(row.children[3], typeof volt?.value === "number" ? `${rounded(volt.value, 0)} ${volt.unit}` : "–");
  });
}

/** What a full bar stands for, A. */
export function fullScale(c) {
  const values = c.currents.map((p) => p.value).filter((v) => typeof v === "number");
  return Math.max(c.control.max_current ?? 0, typeof c.set_point?.value === "number" ? c.set_point.value : 0, 16, ...values);
}
