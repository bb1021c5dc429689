// A charging session as a row of a table.
import { el, timeOf } from "./dom.js";
import { duration, energy, minute, power } from "./format.js";
import * as words from "./words.js";

const FROM = {
  counter: "from the charger's energy counter",
  session_counter: "from the charger's session counter",
  integrated: "summed up from the measured power",
};

const cell = (label, content, type = null) => {
  const made = el("td", { role: "cell", "data-label": label, class: type });
  made.append(content);
  return made;
};

const kwh = (value) => (typeof value === "number" ? energy(value * 1_000) : "–");

/** How a session ended, for people. */
function end(session) {
  if (session.ended === null) return "in progress";
  const label = session.stop_cause_label;
  if (label) return words.sentence(label);
  return session.stop_cause === null ? "–" : `code ${session.stop_cause}`;
}

/** A row; with a name of the charger it begins with that. */
export function sessionRow(session, name) {
  const took = session.ended === null ? (Date.now() - session.started) / 1_000 : session.duration_s;
  const amount = cell("Energy", kwh(session.energy), "num value");
  amount.title = FROM[session.energy_from] ?? "";
  const started = el("th", { scope: "row", role: "rowheader" }, timeOf(session.started, minute));
  const whose = name ? [cell("Charger", el("a", { href: `/charger.html?id=${encodeURIComponent(session.charger)}` }, name))] : [];
  const complete = session.complete ? "yes" : "no";
  const seen = cell("Complete", complete);
  seen.title = session.complete ? "" : "The bridge did not see the beginning or the end";
  return el(
    "tr",
    { role: "row" },
    started,
    ...whose,
    cell("Ended", session.ended === null ? "–" : timeOf(session.ended, minute)),
    cell("Duration", duration(took), "num"),
    cell("Charging", duration(session.charging_s), "num"),
    amount,
    cell("Highest power", typeof session.max_power === "number" ? power(session.max_power * 1_000).join(" ") : "–", "num"),
    cell("End", end(session)),
    seen,
  );
}
