// The history of one charger: means of power, currents and limit, and its sessions.
import { $, el, say } from "./dom.js";
import { chart } from "./chart.js";
import { count, duration, energy, minute, rounded } from "./format.js";
import { sessionRow } from "./session-row.js";

const HOUR = 3_600_000;
const RANGES = { "1h": [HOUR, "1m", "1 hour"], "24h": [24 * HOUR, "5m", "24 hours"], "7d": [168 * HOUR, "15m", "7 days"] };
const EACH = 60_000;

/** Shows the history while it is wanted; the result tells whether it is. */
export function historyPanel(address, id) {
  let range = "24h";
  let power = null;
  let currents = null;
  let timer = 0;
  let shown = false;
  let chosen = false;

  const absent = (text) => {
    $("history-none").hidden = false;
    say($("history-none"), text);
    $("history-charts").hidden = true;
  };

  const show = (past) => {
    $("history-none").hidden = true;
    $("history-charts").hidden = false;
    power ??= chart($("history-power"), $("power-reading"), "kW", [{ key: "power", label: "Power", line: "power" }]);
    currents ??= chart($("history-currents"), $("currents-reading"), "A", [
      { key: "current_1", label: "L1", line: "1" },
      { key: "current_2", label: "L2", line: "2" },
      { key: "current_3", label: "L3", line: "3" },
      { key: "limit", label: "Limit", line: "limit" },
    ]);
    const times = past.ts.map((ts) => ts / 1_000);
    power(times, past);
    currents(times, past);
    const known = past.power.filter((v) => v !== null);
    const sum = past.energy.reduce((all, v) => all + (v ?? 0), 0);
    const seen = past.covered_s.reduce((all, v) => all + v, 0);
    const span = (past.to - past.from) / 1_000;
    const gap = span - seen > past.step_s ? ` Nothing was recorded for ${duration(span - seen)} of it.` : "";
    say(
      $("history-text"),
      known.length
        ? `${RANGES[range][2]}: ${energy(sum * 1_000)}, at most ${rounded(Math.max(...known))} kW as a mean over ${duration(past.step_s)}.${gap}`
        : "Nothing was recorded in this time.",
    );
  };

  const load = async () => {
    clearTimeout(timer);
    const [length, step] = RANGES[range];
    const to = Date.now();
    try {
      const answer = await fetch(`${address}/history?from=${to - length}&to=${to}&step=${step}`, { signal: AbortSignal.timeout(10_000) });
      if (answer.status === 404) return absent("This bridge keeps no history of its chargers.");
      if (!answer.ok) return absent(((await answer.json()).detail ?? "The history is not available.").split(";")[0]);
      const past = await answer.json();
      if (!chosen && range !== "1h" && past.covered_s.reduce((sum, s) => sum + s, 0) < HOUR / 1_000) return pick("1h");
      show(past);
    } catch {
      absent("The bridge does not answer.");
    }
    if (shown) timer = setTimeout(load, EACH);
  };

  /** Shows another range; a bridge that is new begins with an hour. */
  const pick = (name) => {
    range = name;
    for (const chip of $("ranges").children) chip.setAttribute("aria-pressed", String(chip.dataset.range === name));
    return load();
  };

  const sessions = async () => {
    try {
      const answer = await fetch(`/api/v1/sessions?charger=${encodeURIComponent(id)}&limit=20`, { signal: AbortSignal.timeout(10_000) });
      $("history-sessions").hidden = !answer.ok;
      if (!answer.ok) return;
      const { sessions: all } = await answer.json();
      $("sessions").replaceChildren(...all.map((session) => sessionRow(session, null)));
      say(
        $("no-sessions"),
        all.length ? `${count(all.length, "session")}, the newest from ${minute(all[0].started)}.` : "No session in the last 30 days.",
      );
    } catch {
      $("history-sessions").hidden = true;
    }
  };

  for (const [name, [, , label]] of Object.entries(RANGES)) {
    const chip = el("button", { type: "button", class: "pick", "data-range": name, "aria-pressed": String(name === range) }, label);
    chip.addEventListener("click", () => {
      chosen = true;
      pick(name);
    });
    $("ranges").append(chip);
  }

  return (wanted) => {
    clearTimeout(timer);
    shown = wanted;
    if (!wanted) return;
    load();
    sessions();
  };
}
