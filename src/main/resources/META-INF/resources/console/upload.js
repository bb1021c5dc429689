// A register table becomes a map, with everything that somebody has to look at.
import { json } from "./api.js";
import { $, el, mark, say } from "./dom.js";
import { lineNumbers } from "./line-numbers.js";
import { showPoints } from "./points.js";
import { showHead } from "./strip.js";

const LIMIT = 1 << 20;
const SHOWN_LINES = 12;
const ORDER = ["refused", "unused", "assumed"];
const WORST = { refused: 0, unused: 1, assumed: 2 };
let name = "table.csv";
let sent = null;
let blob = null;
let turn = 0;

const named = (file) =>
  file.name
    .toLowerCase()
    .replace(/\.[^.]*$/, "")
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+|[-_]+$/g, "")
    .slice(0, 64);

const table = lineNumbers($("table-lines"), $("table"));
const map = lineNumbers($("yaml-lines"), $("yaml"));

/** Buttons that lead to lines of the table. */
function lines(numbers) {
  const shown = numbers.slice(0, SHOWN_LINES).map((line) => {
    const button = el("button", { type: "button" }, `line ${line}`);
    button.addEventListener("click", () => table.jump(line));
    return button;
  });
  const more = numbers.length > SHOWN_LINES ? [`and ${numbers.length - SHOWN_LINES} more`] : [];
  return el("span", { class: "lines" }, ...shown, ...more);
}

function finding({ kind, lines: numbers, column, message, remedy }) {
  const chip = el("span", { class: "chip" }, kind);
  mark(chip, "finding", kind);
  const made = el("li", { class: "record" }, el("p", { class: "say" }, chip, el("span", {}, message)));
  if (column) made.append(el("p", { class: "why" }, `Column “${column}”`));
  if (numbers.length) made.append(el("p", { class: "why" }, lines(numbers)));
  if (remedy) made.append(el("p", { class: "why" }, `To change: ${remedy}.`));
  return made;
}

/** The worst finding of each line beside the table. */
function marks(list) {
  const worst = new Map();
  for (const { kind, lines: numbers } of list)
    for (const line of numbers) if (!worst.has(line) || WORST[kind] < WORST[worst.get(line)]) worst.set(line, kind);
  table.show(count($("table").value), worst);
}

const count = (text) => text.split("\n").length;

function findings(list) {
  const sorted = [...list].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  $("findings").replaceChildren(...sorted.map(finding));
  $("findings-panel").hidden = list.length === 0;
  marks(list);
}

function missing(list) {
  say($("h-missing"), list.length === 1 ? "Fix 1 error before using this map" : `Fix ${list.length} errors before using this map`);
  $("missing").replaceChildren(...list.map(({ line, key, message }) => el("li", {}, `Line ${line} of the map, ${key}: ${message}`)));
  map.show(count($("yaml").textContent), new Map(list.map(({ line }) => [line, "refused"])));
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
  const text = $("table").value;
  if (!text.trim()) return;
  const id = $("id").value;
  if (!$("id").checkValidity() || !id) return refuse("The map's name must be lower case letters, digits, - and _.");
  const body = new Blob([text]);
  if (body.size > LIMIT) return refuse("The table is longer than a megabyte.");
  const mine = ++turn;
  $("lost").hidden = true;
  const type = /\.md$/i.test(name) || /^\s*\|/m.test(text) ? "text/markdown" : "text/csv";
  const query = new URLSearchParams({ id, file: name.slice(0, 128) });
  try {
    const made = await json(`/api/v1/maps/import?${query}`, {
      method: "POST",
      headers: { "Content-Type": type, "X-Ampwire-Console": "1" },
      body,
    });
    if (mine === turn) show(made.summary, made, made.yaml, id);
  } catch (refused) {
    if (mine !== turn) return;
    if (refused.problem?.findings) show(refused.message, refused.problem, null, id);
    else refuse(refused.message);
  }
  sent = text;
  edited();
}

/** Says whether the result below is of the table as it is now. */
function edited() {
  $("again").disabled = !$("table").value.trim() || $("table").value === sent;
  say($("again"), sent === null ? "Check the table" : "Check again");
  say($("changed"), sent !== null && $("table").value !== sent ? "Changed since the last check." : "");
}

async function take(file) {
  if (!file) return;
  if (file.size > LIMIT) return refuse("The file is longer than a megabyte.");
  name = file.name;
  say($("chosen"), `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`);
  if (named(file)) $("id").value = named(file);
  $("table").value = await file.text();
  table.show(count($("table").value), []);
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
$("table").addEventListener("input", () => {
  table.show(count($("table").value), []);
  edited();
});
$("again").addEventListener("click", send);
table.show(1, []);
edited();
showHead();
