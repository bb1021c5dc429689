// What lately happened at all chargers, live, by day.
import { $, el, mark, say } from "./dom.js";
import { acknowledge, isAcknowledged } from "./acknowledged.js";
import { count, day } from "./format.js";
import { labelsOf } from "./labels.js";
import { follow } from "./live.js";
import { describe, row } from "./log.js";
import { showHead } from "./strip.js";
import * as words from "./words.js";

const KEPT = 1_000;
const PAGE = 50;
const SEVERITIES = { all: "All", alarm: "Alarms", warning: "Warnings", info: "Information" };
/** Events that say something about the map rather than the charger, with what tells them apart. */
const ABOUT_MAP = {
  word_order_contradicts_map: (e) => e.proved,
  reference_unlisted: (e) => e.reference,
  point_unsupported: (e) => e.point,
};

const query = new URLSearchParams(location.search);
let entries = [];
let severity = query.get("severity") in SEVERITIES ? query.get("severity") : "all";
let page = Math.max(0, Number(query.get("page") ?? 1) - 1 || 0);
let chargers = new Map();
const labels = new Map();

const mapOf = (entry) => chargers.get(entry.charger)?.map;
const said = (entry) => describe(entry, labels.get(mapOf(entry)));
const urgent = (entry) => said(entry).severity !== "info";
const nameOf = (entry) => (chargers.has(entry.charger) ? words.title(chargers.get(entry.charger)) : entry.charger);

/** A fact about the map is one entry, however many chargers show it. */
function once(all) {
  const maps = new Map();
  const kept = [];
  for (const entry of all) {
    const about = ABOUT_MAP[entry.type]?.(entry);
    const map = about === undefined ? null : `${entry.type} ${mapOf(entry)} ${about}`;
    if (map && maps.has(map)) maps.get(map).chargers.add(entry.charger);
    else {
      const one = map ? { ...entry, map: mapOf(entry), chargers: new Set([entry.charger]) } : entry;
      if (map) maps.set(map, one);
      kept.push(one);
    }
  }
  return kept;
}

function wanted(entry) {
  const { what, how, severity: mine } = said(entry);
  if (severity !== "all" && mine !== severity) return false;
  if ($("open").checked && (isAcknowledged(entry) || mine === "info")) return false;
  const asked = $("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const c = chargers.get(entry.charger);
  const hay = [entry.charger, c?.name, c?.site, what, how].filter(Boolean).join(" ").toLowerCase();
  return asked.every((word) => hay.includes(word));
}

function line(entry) {
  const many = entry.chargers?.size ?? 0;
  const made = row(entry, nameOf(entry), labels.get(mapOf(entry)));
  if (entry.map) {
    const link = made.querySelector("a");
    say(link, entry.map);
    link.href = `/map.html?id=${encodeURIComponent(entry.map)}`;
    made.querySelector(".how").append(` (${count(many, "charger")})`);
  }
  if (!urgent(entry)) return made;
  const done = isAcknowledged(entry);
  mark(made, "done", done ? "yes" : "");
  const button = el("button", { type: "button", class: "plain" }, done ? "Acknowledged" : "Acknowledge");
  button.setAttribute("aria-pressed", String(done));
  button.setAttribute("aria-label", `Acknowledge: ${said(entry).what} at ${nameOf(entry)}`);
  button.addEventListener("click", () => {
    acknowledge([entry], !done);
    show();
  });
  made.append(button);
  return made;
}

function chips(all) {
  for (const [name, label] of Object.entries(SEVERITIES)) {
    let chip = $("severities").querySelector(`[data-severity="${name}"]`);
    if (!chip) {
      chip = el("button", { type: "button", class: "pick", "data-severity": name }, `${label} `, el("span", { class: "count" }));
      chip.addEventListener("click", () => {
        severity = name;
        page = 0;
        changed();
      });
      $("severities").append(chip);
    }
    const mine = all.filter((entry) => name === "all" || said(entry).severity === name);
    say(chip.lastElementChild, String(mine.length));
    chip.setAttribute("aria-pressed", String(severity === name));
  }
}

function show() {
  const all = once(entries);
  const fitting = all.filter(wanted);
  page = Math.min(page, Math.max(0, Math.ceil(fitting.length / PAGE) - 1));
  const part = fitting.slice(page * PAGE, (page + 1) * PAGE);
  const days = new Map();
  for (const entry of part) days.set(day(entry.ts), [...(days.get(day(entry.ts)) ?? []), entry]);
  const focused = document.activeElement?.getAttribute?.("aria-label");
  $("log").replaceChildren(
    ...[...days].map(([name, list]) =>
      el(
        "section",
        { class: "day" },
        el("h2", {}, name),
        el("ol", { class: "log panel", "aria-label": `Events, ${name}` }, ...list.map(line)),
      ),
    ),
  );
  if (focused)
    [...$("log").querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === focused)?.focus({ preventScroll: true });
  chips(all);
  $("none").hidden = fitting.length > 0;
  say($("none"), entries.length ? "Nothing fits the filter." : "Nothing happened yet.");
  say($("shown"), fitting.length === all.length ? "" : `${fitting.length} of ${all.length}`);
  $("acknowledge").hidden = !fitting.some((entry) => urgent(entry) && !isAcknowledged(entry));
  $("pager").hidden = fitting.length <= PAGE;
  say($("at"), `${page * PAGE + 1} to ${page * PAGE + part.length} of ${fitting.length}`);
  $("newer").disabled = page === 0;
  $("older").disabled = (page + 1) * PAGE >= fitting.length;
}

/** The page's address says what is shown. */
function changed() {
  const now = new URLSearchParams();
  if (severity !== "all") now.set("severity", severity);
  if ($("find").value) now.set("find", $("find").value);
  if ($("open").checked) now.set("open", "yes");
  if (page) now.set("page", page + 1);
  history.replaceState(null, "", now.size ? `?${now}` : location.pathname);
  show();
}

const turn = (by) => () => {
  page += by;
  changed();
  scrollTo(0, 0);
};

/** Names and maps of the chargers, and the labels of the maps' codes. */
async function know() {
  try {
    const all = await (await fetch("/api/v1/chargers", { signal: AbortSignal.timeout(15_000) })).json();
    chargers = new Map(all.map((c) => [c.id, c]));
    for (const map of new Set(all.map((c) => c.map))) labels.set(map, await labelsOf(map));
    show();
  } catch {
    // The strip shows a bridge that is away; ids stand for names until then.
  }
}

$("find").value = query.get("find") ?? "";
$("open").checked = query.has("open");
for (const [id, event] of Object.entries({ find: "input", open: "change" }))
  $(id).addEventListener(event, () => {
    page = 0;
    changed();
  });
$("newer").addEventListener("click", turn(-1));
$("older").addEventListener("click", turn(1));
$("acknowledge").addEventListener("click", () => {
  acknowledge(once(entries).filter((entry) => wanted(entry) && urgent(entry)));
  show();
});
$("filter").addEventListener("submit", (event) => event.preventDefault());
addEventListener("storage", show);

showHead();
know();
follow("/api/v1/log/stream", {
  log: (all) => {
    entries = all;
    show();
  },
  more: (news) => {
    entries = [...news, ...entries].slice(0, KEPT);
    show();
  },
});
