// What happened, in words and as a list.
import { el, mark } from "./dom.js";
import * as words from "./words.js";

const OWN = new Set([
  "charger",
  "ts",
  "time",
  "type",
  "command",
  "id",
  "status",
  "verified",
  "value",
  "readback",
  "code",
  "message",
  "modbus",
  "ms",
]);

function outcome(e) {
  const ms = `${e.ms} ms`;
  switch (e.status) {
    case "applied":
      return {
        tone: e.verified ? "charging" : "waiting",
        text: `${e.verified ? "applied and read back" : "applied, not read back yet"}, ${ms}`,
      };
    case "rejected":
      return { tone: "idle", text: `rejected: ${e.message}` };
    default:
      return { tone: "problem", text: `${e.status}: ${e.message}` };
  }
}

const BAD = new Set([
  "charger_offline",
  "fault_raised",
  "control_lost",
  "drift",
  "foreign_controller",
  "limit_not_followed",
  "wrong_device",
  "word_order_contradicts_map",
  "word_order_undecided",
  "scale_contradicts_map",
]);

/** [what, how, tone] of an entry. */
export function describe(e) {
  if (e.command) {
    const { tone, text } = outcome(e);
    const asked = typeof e.value === "number" ? ` ${e.value}` : "";
    return [`Command ${words.plain(e.command)}${asked}`, text, tone];
  }
  const rest = Object.entries(e).filter(([key]) => !OWN.has(key));
  const details = rest.map(([key, value]) => `${words.plain(key)} ${words.plain(String(value))}`);
  if (e.message) details.push(e.message);
  return [words.sentence(e.type), details.join(", "), BAD.has(e.type) ? "problem" : "idle"];
}

/** The time of day, and the day where it is another one. */
function when(at) {
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString() : at.toLocaleString([], { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
}

/** A line of the log; `named` says whose it is too. */
export function row(entry, named) {
  const [what, how, tone] = describe(entry);
  const time = el("time", { datetime: entry.time }, when(new Date(entry.ts)));
  const state = el("span", { class: "state" }, what);
  mark(state, "tone", tone);
  const name = el("a", { href: `/charger.html?id=${encodeURIComponent(entry.charger)}` }, entry.charger);
  return el("li", {}, time, ...(named ? [name] : []), state, el("span", { class: "how" }, how));
}

/** Shows the log at the address in a list, newest first; the result asks for it anew. */
export function followLog(address, list, none) {
  let shown = "";

  return async () => {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      if (!answer.ok) return;
      const entries = await answer.json();
      none.hidden = entries.length > 0;
      const key = JSON.stringify(entries);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(...entries.map((entry) => row(entry, false)));
    } catch {
      // The stream tells of a bridge that is away, and asks again when it is back.
    }
  };
}
