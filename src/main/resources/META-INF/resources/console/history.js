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
      show(await answer.json());
    } catch {
      absent("The bridge does not answer.");
    }
    if (shown) timer = setTimeout(load, EACH);
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
    const pick = el("button", { type: "button", class: "pick", "aria-pressed": String(name === range) }, label);
    pick.addEventListener("click", () => {
      range = name;
      for (const other of $("ranges").children) other.setAttribute("aria-pressed", String(other === pick));
      load();
    });
    $("ranges").append(pick);
  }

  return (wanted) => {
    clearTimeout(timer);
    shown = wanted;
    if (!wanted) return;
    load();
    sessions();
  };
}
