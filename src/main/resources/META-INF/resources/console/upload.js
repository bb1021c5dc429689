// A register table becomes a map, with everything that somebody has to look at.
import { json } from "./api.js";
import { $, el, mark, say } from "./dom.js";
import { showPoints } from "./points.js";
import { showAccount } from "./session.js";

const LIMIT = 1 << 20;
const ORDER = ["refused", "unused", "assumed"];
let chosen = null;
let blob = null;
let turn = 0;

const named = (file) =>
  file.name
    .toLowerCase()
    .replace(/\.[^.]*$/, "")
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .slice(0, 64);

function lines(numbers) {
  if (numbers.length === 0) return "";
  const shown = numbers.slice(0, 8).join(", ");
  const more = numbers.length > 8 ? ` and ${numbers.length - 8} more` : "";
  return `${numbers.length > 1 ? "lines" : "line"} ${shown}${more}`;
}

function finding({ kind, lines: numbers, column, message, remedy }) {
  const chip = el("span", { class: "chip" }, kind);
  mark(chip, "finding", kind);
  const where = [lines(numbers), column ? `column “${column}”` : ""].filter(Boolean).join(", ");
  const made = el("li", { class: "record" }, el("p", { class: "say" }, chip, el("span", {}, message)));
  if (where) made.append(el("p", { class: "why" }, where));
  if (remedy) made.append(el("p", { class: "why" }, `To change: ${remedy}.`));
  return made;
}

function findings(list) {
  const sorted = [...list].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  $("findings").replaceChildren(...sorted.map(finding));
  $("findings-panel").hidden = list.length === 0;
}

function missing(list) {
  say($("h-missing"), list.length === 1 ? "Fix 1 error before using this map" : `Fix ${list.length} errors before using this map`);
  $("missing").replaceChildren(...list.map(({ line, key, message }) => el("li", {}, `Line ${line}, ${key}: ${message}`)));
  $("missing-panel").hidden = list.length === 0;
}

function offer(yaml, id) {
  if (blob) URL.revokeObjectURL(blob);
  blob = yaml === null ? null : URL.createObjectURL(new Blob([yaml], { type: "application/yaml" }));
  $("download").hidden = yaml === null;
  $("yaml-panel").hidden = yaml === null;
  $("rung").hidden = yaml === null;
  $("proof").hidden = yaml === null;
  if (yaml === null) return;
  $("download").setAttribute("href", blob);
  $("download").setAttribute("download", `${id}.yaml`);
  say($("yaml"), yaml);
}

function show(summary, made, yaml, id) {
  say($("summary"), summary);
  offer(yaml, id);
  missing(made.missing ?? []);
  findings(made.findings ?? []);
  $("points-panel").hidden = !made.map;
  if (made.map) showPoints($("points"), made.map.points);
  $("all").hidden = false;
  $("h-result").focus();
}

function refuse(text) {
  $("all").hidden = true;
  $("lost").hidden = false;
  say($("lost"), text);
}

async function send() {
  if (!chosen) return;
  const id = $("id").value;
  if (!$("id").checkValidity() || !id) return refuse("The map's name must be lower case letters, digits, - and _.");
  if (chosen.size > LIMIT) return refuse("The file is longer than a megabyte.");
  const mine = ++turn;
  $("lost").hidden = true;
  const type = /\.md$/i.test(chosen.name) ? "text/markdown" : "text/csv";
  const query = new URLSearchParams({ id, file: chosen.name.slice(0, 128) });
  try {
    const made = await json(`/api/v1/maps/import?${query}`, {
      method: "POST",
      headers: { "Content-Type": type, "X-Ampwire-Console": "1" },
      body: chosen,
    });
    if (mine === turn) show(made.summary, made, made.yaml, id);
  } catch (refused) {
    if (mine !== turn) return;
    if (refused.problem?.findings) show(refused.message, refused.problem, null, id);
    else refuse(refused.message);
  }
}

function take(file) {
  if (!file) return;
  chosen = file;
  say($("chosen"), `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`);
  const name = named(file);
  if (name) $("id").value = name;
  send();
}

$("file").addEventListener("change", () => take($("file").files[0]));
$("id").addEventListener("change", send);
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
for (const name of ["dragenter", "dragover"]) {
  $("drop").addEventListener(name, (event) => {
    event.preventDefault();
    mark($("drop"), "over", "yes");
  });
}
$("drop").addEventListener("dragleave", () => mark($("drop"), "over", ""));
$("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  mark($("drop"), "over", "");
  take(event.dataTransfer.files[0]);
});
showAccount();
