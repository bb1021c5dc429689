// Limits, pauses and releases for several chargers at once, after a confirmation that says what will happen.
import { $, el, mark, say } from "./dom.js";
import { command } from "./commands.js";
import { count } from "./format.js";
import { hold, letGo } from "./holding.js";
import * as words from "./words.js";

const AT_ONCE = 6;
const NAMED = 8;
const LOWEST = 6;

const names = (list) => {
  const shown = list.slice(0, NAMED).map(words.title).join(", ");
  return list.length > NAMED ? `${shown} and ${list.length - NAMED} more` : shown;
};

const ACTIONS = {
  limit: { title: "Set a limit", does: (n, amps) => `Set ${amps} A at ${n}` },
  pause: { title: "Pause charging", does: (n) => `Pause ${n}` },
  release: { title: "Release control", does: (n) => `Release ${n}` },
};

/** Why a charger is left out; null where it takes part. */
function leftOut(c, action, visitor) {
  if (c.control.mode === "none") return "monitoring only";
  if (c.online !== true) return "no answer";
  if (action === "release" && c.control.by !== visitor.name) return "not controlled by you";
  return null;
}

/** What will happen, one sentence each. */
function consequences(action, taking, out) {
  const said = [];
  const standing = taking.filter((c) => c.control.mode === "standing");
  const leased = taking.filter((c) => c.control.mode === "leased");
  const charging = taking.filter((c) => c.vehicle === "charging").length;
  if (action === "pause") said.push(`${count(charging, "car")} charging now ${charging === 1 ? "stops" : "stop"}.`);
  if (action === "release") said.push("Each falls back to its own limit.");
  if (action !== "release" && standing.length)
    said.push(`At ${count(standing.length, "charger")} this stands until somebody changes it: ${names(standing)}.`);
  if (action !== "release" && leased.length)
    said.push(
      `At ${count(leased.length, "charger")} this holds while the console is open in this tab, then each falls back to its own limit: ${names(leased)}.`,
    );
  const other = taking.filter((c) => c.control.held && c.control.by);
  if (action !== "release" && other.length)
    said.push(
      `Controlled already: ${other
        .map((c) => `${words.title(c)} by ${words.controller(c.control.by)}`)
        .slice(0, NAMED)
        .join(", ")}. A higher limit may be refused there.`,
    );
  const reasons = new Map();
  for (const [c, why] of out) reasons.set(why, [...(reasons.get(why) ?? []), c]);
  for (const [why, list] of reasons) said.push(`Left out, ${why}: ${names(list)}.`);
  return said;
}

/** Sends to one charger; the result is null or what went wrong. */
async function one(action, c, amps) {
  if (action === "release") {
    letGo(c.id);
    const ack = await command(c.id, "control", { value: "release" });
    return ack.problem ?? (ack.status === "applied" ? null : ack.message);
  }
  const standing = c.control.mode === "standing";
  const value = action === "pause" ? 0 : amps;
  const ack = await command(c.id, "set_point", standing ? { value } : { value, lease: c.control.lease });
  if (ack.problem) return ack.problem;
  if (ack.status !== "applied") return ack.message ?? ack.status;
  if (standing) letGo(c.id);
  else hold(c.id, c.control.lease, ack.ts);
  return null;
}

/** Builds the bar of a selection; call the result with the selected chargers after each change. */
export function bulkBar(visitor, clear) {
  let chosen = [];
  let action = null;
  let taking = [];
  let busy = false;

  const amps = () => Number($("bulk-amps").value);

  const describe = () => {
    const out = chosen.map((c) => [c, leftOut(c, action, visitor)]).filter(([, why]) => why);
    taking = chosen.filter((c) => !leftOut(c, action, visitor));
    say($("confirm-title"), `${ACTIONS[action].title}: ${count(taking.length, "charger")}`);
    $("bulk-amount").hidden = action !== "limit";
    $("consequences").replaceChildren(...consequences(action, taking, out).map((text) => el("li", {}, text)));
    say($("confirm-do"), ACTIONS[action].does(count(taking.length, "charger"), amps()));
    $("confirm-do").disabled = taking.length === 0 || (action === "limit" && !$("bulk-amps").checkValidity());
  };

  const ask = (wanted) => () => {
    action = wanted;
    const most = Math.max(LOWEST, ...chosen.map((c) => c.control.max_current ?? 0));
    $("bulk-amps").max = most;
    if (!$("bulk-amps").value) $("bulk-amps").value = Math.min(16, most);
    $("outcome").replaceChildren();
    say($("progress"), "");
    $("confirm-do").hidden = false;
    say($("confirm-cancel"), "Cancel");
    describe();
    $("confirm").showModal();
  };

  const run = async () => {
    if (busy) return;
    busy = true;
    $("confirm-do").disabled = true;
    const waiting = [...taking];
    const failed = [];
    let done = 0;
    const worker = async () => {
      for (let c = waiting.shift(); c; c = waiting.shift()) {
        const why = await one(action, c, amps());
        done++;
        if (why) failed.push([c, why]);
        say($("progress"), `${done} of ${taking.length} answered`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    busy = false;
    say($("progress"), `${taking.length - failed.length} applied${failed.length ? `, ${failed.length} not` : ""}.`);
    mark($("progress"), "tone", failed.length ? "problem" : "charging");
    $("outcome").replaceChildren(...failed.map(([c, why]) => el("li", {}, `${words.title(c)}: ${why}`)));
    $("confirm-do").hidden = true;
    say($("confirm-cancel"), "Close");
  };

  $("bulk-limit").addEventListener("click", ask("limit"));
  $("bulk-pause").addEventListener("click", ask("pause"));
  $("bulk-release").addEventListener("click", ask("release"));
  $("bulk-clear").addEventListener("click", clear);
  $("bulk-amps").addEventListener("input", describe);
  $("confirm-cancel").addEventListener("click", () => $("confirm").close());
  $("confirm-do").addEventListener("click", run);
  $("confirm").addEventListener("cancel", (event) => busy && event.preventDefault());

  return (selected) => {
    chosen = selected;
    $("bulk").hidden = chosen.length === 0;
    say($("bulk-count"), `${count(chosen.length, "charger")} selected`);
  };
}
