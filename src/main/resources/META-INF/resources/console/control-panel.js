// Sends commands to one charger.
import { $, el, say, mark } from "./dom.js";
import { heldSince, hold, letGo, onLost } from "./holding.js";
import { command } from "./commands.js";
import * as words from "./words.js";

const SAID = {
  applied: (ack) => (ack.verified ? `${value(ack)} applied and read back` : `${value(ack)} applied; it cannot be read back yet`),
  rejected: (ack) => `Refused: ${ack.message}`,
  failed: (ack) => `Failed: ${ack.message}`,
  unknown: (ack) => `Unknown whether it was applied: ${ack.message}`,
};
const TONES = { applied: "charging", rejected: "waiting" };

const value = (ack) => (ack.command === "control" ? "Control" : `${ack.value} A`);

function show(tone, text) {
  $("ack").hidden = false;
  mark($("ack"), "tone", tone);
  say($("ack"), text);
}

/** Why the caller cannot send commands here; null where it can. */
function hindrance(c, visitor) {
  if (c.control.mode === "none")
    return visitor.control ? "The inventory does not permit control of this charger; set max-current in the inventory." : null;
  if (visitor.control) return c.set_point_takes ? null : "This charger has no limit to set.";
  if (visitor.role === "operator") return "Commands over HTTP are disabled; ampwire.console.control=true enables them.";
  if (visitor.login) return visitor.role === null ? "Sign in as an operator to control it from here." : "Only operators control chargers.";
  return "Control from here needs an operator's token: set ampwire.http.operator-token-file and ampwire.console.control=true.";
}

/** Builds the controls; call the result with each new state of the charger. */
export function controlPanel(id, visitor) {
  let now = null;
  let made = false;

  const mine = (c) => c.control.held && c.control.by === visitor.name && heldSince(id) > 0;
  const stands = () => now.control.mode === "standing" && !$("leased").checked;

  const terms = () => {
    const { lease } = now.control;
    const amps = Number($("amps").value);
    const pause = $("amps").value !== "" && amps === now.set_point_takes.pause;
    say($("set"), pause ? "Pause charging" : $("amps").value ? `Set ${amps} ${now.set_point_takes.unit}` : "Set limit");
    const fallback = now.fallback.length ? ` to ${words.fallback(now)}` : " to its own limit";
    say(
      $("terms"),
      stands()
        ? `The limit stands until it is changed, also after you leave. It ends if the bridge or the broker fails: then the charger falls back${fallback}.`
        : `The limit holds while this console is open in the tab. ${lease} s after that the charger falls back${fallback}.`,
    );
  };

  const set = async (amps) => {
    const standing = stands();
    const { lease } = now.control;
    $("set").disabled = true;
    const ack = await command(id, "set_point", standing ? { value: amps } : { value: amps, lease });
    $("set").disabled = false;
    if (ack.problem) return show("problem", ack.problem);
    show(TONES[ack.status] ?? "problem", `${SAID[ack.status](ack)}, ${ack.ms} ms.`);
    if (ack.status !== "applied") return;
    if (standing) letGo(id);
    else hold(id, lease, ack.ts);
  };

  const release = async () => {
    letGo(id);
    const ack = await command(id, "control", { value: "release" });
    if (ack.problem) return show("problem", ack.problem);
    show(TONES[ack.status] ?? "problem", `${ack.status === "applied" ? "Control released" : SAID[ack.status](ack)}, ${ack.ms} ms.`);
  };

  const make = (takes, max) => {
    const top = Math.min(takes.max, max ?? takes.max);
    const input = $("amps");
    input.min = Math.min(takes.min, ...takes.also);
    input.max = top;
    input.step = takes.step;
    if (takes.step < 1) input.inputMode = "decimal";
    say($("amps-label"), `Limit, ${takes.unit}`);
    say(
      $("takes"),
      `${takes.also.map((v) => (v === takes.pause ? `${v} to pause` : v)).join(", ")}${takes.also.length ? ", or " : ""}${takes.min} to ${top}${takes.step < 1 ? ` in steps of ${takes.step}` : ""}.`,
    );
    const fill = (amps) => {
      input.value = amps;
      terms();
    };
    const step = (by) => () => {
      const next = Number(input.value || takes.min) + by;
      fill(next < takes.min ? (by < 0 && takes.also.length ? takes.also[0] : takes.min) : Math.min(top, next));
    };
    $("less").addEventListener("click", step(-1));
    $("more").addEventListener("click", step(1));
    const common = [...new Set([takes.pause, takes.min, 10, 16, 20, 32, top])].filter(
      (v) => v !== null && (v === takes.pause || (v >= takes.min && v <= top)),
    );
    for (const amps of common.sort((a, b) => a - b)) {
      const pick = el("button", { type: "button", class: "pick" }, amps === takes.pause ? "Pause" : `${amps} ${takes.unit}`);
      pick.addEventListener("click", () => fill(amps));
      $("common").append(pick);
    }
    input.addEventListener("input", terms);
    $("duration").addEventListener("change", terms);
    $("control-form").addEventListener("submit", (event) => {
      event.preventDefault();
      set(Number(input.value));
    });
    $("release").addEventListener("click", release);
    onLost((lostId, why) => lostId === id && show("problem", `Control was not renewed: ${why}`));
    made = true;
  };

  return (c) => {
    now = c;
    const why = hindrance(c, visitor);
    const can = why === null && visitor.control && c.control.mode !== "none";
    $("may").hidden = why === null;
    say($("may"), why ?? "");
    $("control-form").hidden = !can;
    if (!can) return;
    if (!made) {
      make(c.set_point_takes, c.control.max_current);
      $("amps").value = typeof c.set_point.value === "number" ? c.set_point.value : c.set_point_takes.min;
    }
    $("duration").hidden = c.control.mode !== "standing";
    if (!c.control.held && c.ts > heldSince(id)) letGo(id);
    $("release").hidden = !(mine(c) || (c.control.held && c.control.by === visitor.name));
    terms();
  };
}
