// A charger of the fleet as a card, and as a line of a list. Built once; afterwards only texts change.
import { bar, el, mark, say, setBar } from "./dom.js";
import * as words from "./words.js";

const link = (id) => el("a", { href: `/charger.html?id=${encodeURIComponent(id)}` }, id);

function parts() {
  return {
    state: el("p", { class: "state" }),
    power: el("span"),
    unit: el("span", { class: "unit" }),
    problems: el("ul", { class: "problems" }),
    rung: el("span", { class: "rung" }),
    texts: {},
  };
}

/** What a card and a line have in common; nothing but texts and marks. */
function showGlance(made, c) {
  const now = words.situation(c);
  const found = words.problems(c);
  say(made.state, now.text);
  mark(made.state, "tone", now.tone);
  mark(made.root, "tone", found.length ? "problem" : now.tone);
  const [number, unit] = words.power(words.watts(c.power));
  say(made.power, number);
  say(made.unit, ` ${unit}`);
  for (const [key, node] of Object.entries(made.texts)) say(node, TEXTS[key](c));
  say(made.rung, c.rung);
  mark(made.rung, "rung", c.rung);
  made.problems.hidden = found.length === 0;
  while (made.problems.children.length > found.length) made.problems.lastElementChild.remove();
  found.forEach((text, i) => say(made.problems.children[i] ?? made.problems.appendChild(el("li")), text));
}

const TEXTS = {
  limit: words.limit,
  control: words.control,
  order: words.wordOrder,
  map: (c) => c.map,
  currents: (c) => c.currents.map((p) => words.rounded(p.value)).join(" · "),
};

/** A card: {root, show}. */
export function card(id) {
  const made = parts();
  const phases = el("ul", { class: "phases" });
  const text = (key) => (made.texts[key] = el("dd"));
  made.root = el(
    "li",
    { class: "card" },
    el("div", { class: "card-head" }, el("h2", {}, link(id)), made.state),
    made.problems,
    el(
      "div",
      { class: "card-now" },
      el("p", { class: "power" }, made.power, made.unit),
      el("dl", { class: "limit-now" }, el("div", {}, el("dt", {}, "limit"), text("limit"))),
    ),
    phases,
    el(
      "dl",
      { class: "facts" },
      el("div", {}, el("dt", {}, "Control"), text("control")),
      el("div", {}, el("dt", {}, "Word order"), text("order")),
      el("div", {}, el("dt", {}, "Map"), text("map")),
      el("div", {}, el("dt", {}, "Trust"), el("dd", {}, made.rung)),
    ),
  );
  const show = (c) => {
    showGlance(made, c);
    showPhases(phases, c);
  };
  return { root: made.root, show };
}

/** A line of a list, for many chargers: {root, show}. */
export function line(id) {
  const made = parts();
  const cell = (key, label, type = "") => {
    made.texts[key] = el("span");
    return el("span", { class: `cell ${key} ${type}` }, el("span", { class: "label" }, `${label} `), made.texts[key]);
  };
  made.root = el(
    "li",
    { class: "line" },
    el("h2", {}, link(id)),
    made.state,
    el("p", { class: "cell num power-now" }, made.power, made.unit),
    cell("currents", "Currents, A", "num"),
    cell("limit", "Limit", "num"),
    cell("control", "Control"),
    cell("order", "Word order"),
    el("span", { class: "cell trust" }, el("span", { class: "label" }, "Trust "), made.rung),
    made.problems,
  );
  return { root: made.root, show: (c) => showGlance(made, c) };
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
    say(row.children[2], wired ? `${words.rounded(current.value)} ${current.unit}` : "–");
    const volt = volts[i];
    if (volts.length) say(row.children[3], typeof volt?.value === "number" ? `${words.rounded(volt.value, 0)} ${volt.unit}` : "–");
  });
}

/** What a full bar stands for, A. */
export function fullScale(c) {
  const values = c.currents.map((p) => p.value).filter((v) => typeof v === "number");
  return Math.max(c.control.max_current ?? 0, typeof c.set_point?.value === "number" ? c.set_point.value : 0, 16, ...values);
}
