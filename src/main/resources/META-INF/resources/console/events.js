// What lately happened at all chargers, live.
import { $, say } from "./dom.js";
import { follow } from "./live.js";
import { describe, row } from "./log.js";
import { showAccount } from "./session.js";

const KEPT = 1_000;
const SHOWN = 300;
let entries = [];

function wanted(entry) {
  const [what, how, tone] = describe(entry);
  if ($("only").checked && tone !== "problem") return false;
  const text = $("find").value.trim().toLowerCase();
  return !text || `${entry.charger} ${what} ${how}`.toLowerCase().includes(text);
}

function show() {
  const fitting = entries.filter(wanted);
  $("log").replaceChildren(...fitting.slice(0, SHOWN).map((entry) => row(entry, true)));
  $("none").hidden = fitting.length > 0;
  say($("none"), entries.length ? "Nothing fits the filter." : "Nothing happened yet.");
  say($("shown"), fitting.length > SHOWN ? `the newest ${SHOWN} of ${fitting.length}` : "");
}

$("find").addEventListener("input", show);
$("only").addEventListener("change", show);
$("filter").addEventListener("submit", (event) => event.preventDefault());

showAccount();
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
