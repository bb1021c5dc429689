// The charging sessions of all chargers, their energy per day, and the same as CSV.
import { $, bar, el, say, setBar } from "./dom.js";
import { count, date, energy } from "./format.js";
import { sessionRow } from "./session-row.js";
import { loginPage } from "./session.js";
import { showHead } from "./strip.js";
import * as words from "./words.js";

const DAY = 86_400_000;
const LIMIT = 1_000;
const PART = 50;
const DAYS_FIRST = 7;
const query = new URLSearchParams(location.search);
let names = new Map();
let sessions = [];
let part = PART;
let turn = 0;
let allDays = false;

/** "2026-11-26" of a local day. */
const isoDay = (ts) => {
  const at = new Date(ts);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
};

/** The beginning of a local day, ms. */
const begin = (day) => {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date).getTime();
};

function asked(extra = {}) {
  const wanted = new URLSearchParams({ from: begin($("from").value), to: begin($("to").value) + DAY, ...extra });
  if ($("charger").value) wanted.set("charger", $("charger").value);
  return `/api/v1/sessions?${wanted}`;
}

/** The page's address says what is shown. */
function remember() {
  const now = new URLSearchParams({ from: $("from").value, to: $("to").value });
  if ($("charger").value) now.set("charger", $("charger").value);
  history.replaceState(null, "", `?${now}`);
}

function none(text) {
  $("all").hidden = true;
  $("days-panel").hidden = true;
  $("totals").hidden = true;
  $("none").hidden = false;
  say($("none"), text);
}

/** Energy of the sessions that began on each day. */
function days() {
  const sums = new Map();
  for (const { started, energy: kwh } of sessions)
    if (typeof kwh === "number") sums.set(isoDay(started), (sums.get(isoDay(started)) ?? 0) + kwh);
  const all = [...sums].sort((a, b) => (a[0] < b[0] ? 1 : -1));
  const shown = allDays ? all : all.slice(0, DAYS_FIRST);
  const most = Math.max(...all.map(([, kwh]) => kwh), 0.001);
  $("days-panel").hidden = all.length < 2;
  $("all-days").hidden = all.length <= shown.length;
  say($("all-days"), `Show all ${all.length} days`);
  $("days").replaceChildren(
    ...shown.map(([day, kwh]) => {
      const made = bar();
      setBar(made, kwh / most, null);
      return el("li", {}, el("span", { class: "when" }, date(begin(day))), made, el("span", { class: "amps" }, energy(kwh * 1_000)));
    }),
  );
}

function rows() {
  $("sessions").replaceChildren(
    ...sessions.slice(0, part).map((session) => sessionRow(session, names.get(session.charger) ?? session.charger)),
  );
  $("more").hidden = sessions.length <= part;
  say($("more"), `Show ${Math.min(PART, sessions.length - part)} more of ${sessions.length}`);
}

function show(answer) {
  sessions = answer.sessions;
  if (!sessions.length) return none("No session began in this time.");
  $("none").hidden = true;
  $("all").hidden = false;
  $("totals").hidden = false;
  const sum = sessions.reduce((all, { energy: kwh }) => all + (kwh ?? 0), 0);
  say($("count"), answer.more ? `over ${LIMIT}` : String(sessions.length));
  say($("energy"), energy(sum * 1_000));
  say($("going"), String(sessions.filter(({ ended }) => ended === null).length));
  say($("shown"), answer.more ? `the newest ${LIMIT}; choose a shorter time for the rest` : "");
  say($("news"), count(sessions.length, "session"));
  days();
  part = PART;
  rows();
}

async function load() {
  if (!$("from").value || !$("to").value) return;
  remember();
  $("csv").setAttribute("href", asked({ format: "csv", limit: 10_000 }));
  $("api").setAttribute("href", asked());
  const mine = ++turn;
  try {
    const answer = await fetch(asked({ limit: LIMIT }), { signal: AbortSignal.timeout(20_000) });
    if (mine !== turn) return;
    if (answer.status === 401) return location.assign(loginPage());
    const said = await answer.json().catch(() => ({}));
    $("csv").hidden = !answer.ok;
    if (answer.status === 404) return none("Sessions are not available from this bridge.");
    if (!answer.ok) return none((said.detail ?? `The bridge refuses (${answer.status}).`).split(";")[0]);
    show(said);
  } catch {
    if (mine === turn) none("The bridge does not answer.");
  }
}

async function chargers() {
  try {
    const all = await (await fetch("/api/v1/chargers", { signal: AbortSignal.timeout(15_000) })).json();
    names = new Map(all.map((c) => [c.id, words.title(c)]));
    for (const c of all) $("charger").append(el("option", { value: c.id }, c.name ? `${c.name} (${c.id})` : c.id));
    $("charger").value = query.get("charger") ?? "";
  } catch {
    // The list of sessions says that the bridge does not answer.
  }
}

$("from").value = query.get("from") ?? isoDay(Date.now() - 29 * DAY);
$("to").value = query.get("to") ?? isoDay(Date.now());
for (const id of ["charger", "from", "to"]) $(id).addEventListener("change", load);
$("filter").addEventListener("submit", (event) => event.preventDefault());
$("all-days").addEventListener("click", () => {
  allDays = true;
  days();
});
$("more").addEventListener("click", () => {
  part += PART;
  rows();
});
showHead();
chargers().then(load);
