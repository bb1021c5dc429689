// The groups of chargers: limits, phases, members and whose turn it is.
import { $, el, mark, say } from "./dom.js";
import { count, power, rounded } from "./format.js";
import { model, phaseText } from "./group-model.js";
import { follow } from "./live.js";
import { onBridge, showHead } from "./strip.js";

const PART = 25;
const SPACING = 1_000;

const chargers = new Map();
const cards = new Map(); // name -> parts of its panel
let groups = null;
let received = false; // before the first chargers, nothing can be said of members
let states = {};
let drawn = 0;
let later = 0;

const segment = (name) => el("span", { class: `segment ${name}` });

function phaseRow(name) {
  const diagram = el(
    "span",
    { class: "diagram", "aria-hidden": "true" },
    segment("other"),
    segment("measured"),
    segment("granted"),
    el("span", { class: "limit" }),
  );
  return el("li", {}, el("span", { class: "phase" }, name), diagram, el("span", { class: "amps" }));
}

function key(name, text) {
  return el("li", {}, el("span", { class: `segment ${name}`, "aria-hidden": "true" }), text);
}

/** The panel of a group, made once. */
function panel(name) {
  if (cards.has(name)) return cards.get(name);
  const heading = `group-${cards.size}`;
  const made = {
    limit: el("p", { class: "group-limit" }),
    source: el("p", { class: "why" }),
    facts: el("p", { class: "group-facts" }),
    phases: el("ul", { class: "phase-diagram", "aria-label": `Currents of ${name} per phase` }),
    rows: el("tbody", { role: "rowgroup" }),
    more: el("button", { type: "button", class: "plain more" }),
    record: el(
      "a",
      { href: `/api/v1/groups/${encodeURIComponent(name)}/limits?format=csv`, download: `${name}-limits.csv` },
      "Record of today, CSV",
    ),
    part: PART,
  };
  const head = (text, type = "") => el("th", { scope: "col", role: "columnheader", class: type }, text);
  made.other = key("other", "other load");
  made.root = el(
    "section",
    { class: "panel group", "aria-labelledby": heading },
    el("div", { class: "panel-head" }, el("h2", { id: heading }, name), made.limit),
    made.source,
    made.facts,
    made.phases,
    el("ul", { class: "legend" }, made.other, key("measured", "drawn"), key("granted", "granted, not drawn"), key("mark", "limit")),
    el(
      "table",
      { class: "table members", role: "table", "aria-labelledby": heading },
      el(
        "thead",
        { role: "rowgroup" },
        el(
          "tr",
          { role: "row" },
          head("Charger"),
          head("State"),
          head("Granted", "num"),
          ...["L1", "L2", "L3"].map((phase) => head(phase, "num")),
        ),
      ),
      made.rows,
    ),
    made.more,
    made.record,
  );
  made.root.id = name;
  made.more.addEventListener("click", () => {
    made.part = Infinity;
    show();
  });
  for (const phase of ["L1", "L2", "L3"]) made.phases.append(phaseRow(phase));
  cards.set(name, made);
  return made;
}

function showPhase(row, phase, scale) {
  const [other, measured, granted, limit] = row.children[1].children;
  const place = (node, from, to) => {
    node.style.setProperty("--from", (Math.min(from, scale) / scale).toFixed(3));
    node.style.setProperty("--to", (Math.min(to, scale) / scale).toFixed(3));
  };
  place(other, 0, phase.other);
  place(measured, phase.other, phase.other + phase.measured);
  place(granted, phase.other + phase.measured, phase.other + phase.granted);
  place(limit, phase.limit, phase.limit);
  mark(row, "tone", phase.over ? "problem" : "");
  say(row.children[2], phaseText(phase));
}

function memberRow() {
  const cell = (type = "", label = null) => el("td", { role: "cell", class: type, "data-label": label });
  const row = el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, el("a")),
    el("td", { role: "cell" }, el("span", { class: "state" })),
    cell("num", "Granted"),
    ...["L1", "L2", "L3"].map((phase) => cell("num", phase)),
  );
  return row;
}

const amps = (value, digits) => (value === null || value === undefined ? "–" : `${rounded(value, digits)} A`);

function showMember(row, member) {
  const [head, state, granted, ...phases] = row.children;
  say(head.firstElementChild, member.title);
  const address = `/charger.html?id=${encodeURIComponent(member.id)}`;
  if (head.firstElementChild.getAttribute("href") !== address) head.firstElementChild.setAttribute("href", address);
  say(state.firstElementChild, member.text);
  mark(state.firstElementChild, "tone", member.tone);
  say(granted, amps(member.granted, 0));
  phases.forEach((cell, i) => say(cell, amps(member.phases[i], 1)));
}

function showGroup(group, now) {
  const made = panel(group.name);
  const state = states[group.name] ?? null;
  const seen = model(group, state, chargers, now);
  say(made.limit, seen.limit);
  say(made.source, [seen.source, seen.lease].filter(Boolean).join(", "));
  const total = seen.watts === null ? null : `${power(seen.watts).join(" ")} in all`;
  say(made.facts, [count(seen.members.length, "member"), total, seen.waiting, seen.old].filter(Boolean).join(" · "));
  seen.phases.forEach((phase, i) => showPhase(made.phases.children[i], phase, seen.scale));
  made.other.hidden = seen.phases.every((phase) => phase.other < 0.05);
  const shown = seen.members.slice(0, made.part);
  while (made.rows.children.length > shown.length) made.rows.lastElementChild.remove();
  shown.forEach((member, i) => showMember(made.rows.children[i] ?? made.rows.appendChild(memberRow()), member));
  made.more.hidden = shown.length === seen.members.length;
  say(made.more, `Show all ${seen.members.length} members`);
  made.record.hidden = state === null;
  return made.root;
}

function show() {
  clearTimeout(later);
  later = 0;
  if (!groups || !received) return;
  const now = Date.now();
  drawn = now;
  const roots = groups.map((group) => showGroup(group, now));
  const first = $("groups").children.length === 0;
  if (roots.length !== $("groups").children.length || roots.some((root, i) => $("groups").children[i] !== root))
    $("groups").replaceChildren(...roots);
  $("none").hidden = roots.length > 0;
  say($("none"), "The inventory has no groups. A group keeps the sum of its chargers within the limit of their feeder.");
  if (first && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

/** Draws at most once a second, whatever arrives. */
function soon() {
  if (!later) later = setTimeout(show, Math.max(0, drawn + SPACING - Date.now()));
}

function take(all) {
  for (const c of all) chargers.set(c.id, c);
  soon();
}

showHead();
onBridge((bridge) => {
  if (bridge) groups = bridge.groups;
  soon();
});
follow("/api/v1/chargers/stream", {
  chargers: (all) => {
    received = true;
    chargers.clear();
    take(all);
  },
  changed: take,
  groups: (all) => {
    states = all;
    soon();
  },
});
