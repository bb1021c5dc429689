// What happened, in words and as a list.
import { el, mark, timeOf } from "./dom.js";
import { clock, duration, energy, timeOfDay } from "./format.js";
import * as words from "./words.js";

function outcome(e) {
  const ms = `${e.ms} ms`;
  switch (e.status) {
    case "applied":
      return {
        severity: "info",
        tone: e.verified ? "charging" : "waiting",
        text: `${e.verified ? "applied and read back" : "applied, not read back yet"}, ${ms}`,
      };
    case "rejected":
      return { severity: "info", tone: "idle", text: `rejected: ${e.message}` };
    default:
      return { severity: "warning", tone: "problem", text: `${e.status}: ${e.message}` };
  }
}

const SEVERITY = {
  charger_offline: "alarm",
  fault_raised: "alarm",
  wrong_device: "alarm",
  foreign_controller: "alarm",
  limit_not_followed: "warning",
  control_lost: "warning",
  drift: "warning",
  word_order_undecided: "warning",
  scale_contradicts_map: "warning",
  power_contradicts_current: "warning",
  firmware_differs: "warning",
  point_unsupported: "info",
  word_order_contradicts_map: "info",
};
const TONE = { alarm: "problem", warning: "waiting", info: "idle" };

const LABELS = { control_taken: "Control taken", charger_online: "Answers", charger_offline: "No answer" };

const shortOrder = (order) => String(order).split("-")[0];

/** What each kind of event says beside its name. */
const HOW = {
  control_taken: (e) => [
    `${e.value} A`,
    `by ${e.by ? words.controller(e.by) : "a controller without a name"}`,
    e.resumed === true ? "resumed after restart" : null,
  ],
  control_lost: (e) => [words.plain(e.reason ?? ""), e.message],
  charger_offline: (e) => [words.plain(e.reason ?? "").replace(": /", " by ")],
  drift: (e) => [`set to ${e.granted} A, the charger reads ${e.reads} A`],
  foreign_controller: (e) => [
    e.takeover ? "another controller writes to it at takeover" : `changed against ${e.granted} A, which is granted`,
  ],
  limit_not_followed: (e) => [`draws more than ${e.limit} A`],
  word_order_contradicts_map: (e) => [
    String(e.proved).endsWith("bytes-swapped")
      ? "Readings prove that the bytes of registers are swapped"
      : `Readings prove ${shortOrder(e.proved)} word first; the document says ${shortOrder(e.documented)}`,
  ],
  session_started: (e, labels) => [
    ...Object.entries(e)
      .filter(([key]) => !SKIPPED.has(key) && key !== "id" && key !== "complete")
      .map((one) => detail(one, e, labels)),
    e.complete === false ? "its beginning was not seen" : null,
  ],
  session_ended: (e, labels) =>
    typeof e.energy === "number" || typeof e.duration_s === "number"
      ? [
          typeof e.energy === "number" ? energy(e.energy * 1_000) : null,
          duration(e.duration_s),
          e.stop_cause_label && words.plain(e.stop_cause_label),
        ]
      : Object.entries(e)
          .filter(([key]) => !SKIPPED.has(key))
          .map((one) => detail(one, e, labels)),
  reference_unlisted: (e) => [`The map does not list ${e.reference}. If it fits, set accept-reference: ${e.reference}`],
  wrong_device: (e) => [e.message ?? `The map is not for ${e.reference}`],
  counter_reset: (e) => [`${words.plain(e.point)} from ${e.from} to ${e.to}`],
};

const SKIPPED = new Set(["charger", "ts", "time", "type"]);

/** "Connected, ready (7)" where the code has a label, "EV state 7" without. */
function detail([key, value], e, labels) {
  if (key.endsWith("_label")) return null;
  const label = e[`${key}_label`] ?? labels[key]?.[value];
  if (label) return `${words.sentence(label)} (${value})`;
  return `${key.startsWith("ev_") ? `EV ${words.plain(key.slice(3))}` : words.plain(key)} ${words.plain(String(value))}`;
}

/** {what, how, tone, severity} of an entry; `labels` are those of the charger's map. */
export function describe(e, labels = {}) {
  if (e.command) {
    const asked = typeof e.value === "number" ? ` ${e.value}` : "";
    const { text, ...rest } = outcome(e);
    return { what: `Command ${words.plain(e.command)}${asked}`, how: text, ...rest };
  }
  const rest = Object.entries(e).filter(([key, value]) => !SKIPPED.has(key) && value !== null);
  const parts = HOW[e.type]?.(e, labels) ?? rest.map((one) => detail(one, e, labels));
  const severity = SEVERITY[e.type] ?? "info";
  return {
    what: LABELS[e.type] ?? words.sentence(e.type),
    how: parts.filter(Boolean).join(", "),
    tone: TONE[severity],
    severity,
  };
}

/** A line of the log; with a name it says whose it is too. */
export function row(entry, name = null, labels = {}) {
  const { what, how, tone } = describe(entry, labels);
  const time = timeOf(entry.ts, name ? timeOfDay : clock);
  const state = el("span", { class: "state" }, what);
  mark(state, "tone", tone);
  const whose = name ? [el("a", { href: `/charger.html?id=${encodeURIComponent(entry.charger)}` }, name)] : [];
  return el("li", {}, time, ...whose, state, el("span", { class: "how" }, how));
}

/** Shows the log at the address in a list, newest first; the result asks for it anew, with the map's labels. */
export function followLog(address, list, none) {
  let shown = "";

  return async (labels) => {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      if (!answer.ok) return;
      const entries = await answer.json();
      none.hidden = entries.length > 0;
      const key = JSON.stringify(entries);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(...entries.map((entry) => row(entry, null, labels)));
    } catch {
      // The stream shows a bridge that is away, and asks again when it is back.
    }
  };
}
