// What lately happened at all chargers.
import { $, mark, say } from "./dom.js";
import { follow } from "./live.js";
import { describe, followLog } from "./log.js";

function wanted(entry) {
  const [what, how, tone] = describe(entry);
  if ($("only").checked && tone !== "problem") return false;
  const text = $("find").value.trim().toLowerCase();
  return !text || `${entry.charger} ${what} ${how}`.toLowerCase().includes(text);
}

const show = followLog("/api/v1/log", $("log"), $("none"), { named: true, wanted });
$("find").addEventListener("input", show);
$("only").addEventListener("change", show);
$("filter").addEventListener("submit", (event) => event.preventDefault());
// Only to say whether the bridge is there.
follow("/api/v1/chargers/stream", { chargers: () => {}, changed: () => {} });
mark(document.body, "page", "events");
say($("none"), "Nothing happened yet.");
