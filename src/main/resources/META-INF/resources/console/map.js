// One map: what it says, what it has earned, and what speaks for and against it.
import { json } from "./api.js";
import { $, el, facts, mark, say } from "./dom.js";
import { date } from "./format.js";
import { showPoints } from "./points.js";
import { loginPage } from "./session.js";
import { showHead } from "./strip.js";
import * as words from "./words.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const address = `/api/v1/maps/${encodeURIComponent(id)}`;

const STANDING = {
  counted: "Valid signature, used",
  claimed: "Not used: its key is on no trust list",
  stale: "Not used: the map has changed since",
  unsigned: "Not used: it is not signed",
  broken: "Not used: it was changed after it was signed",
  unfit: "Not used",
};

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function head(map) {
  document.title = `${map.title} · Ampwire`;
  say($("title"), map.title);
  say($("sub"), map.id);
  say($("rung"), words.trust(map.rung));
  $("rung").title = `${map.rung}, ${map.colour}`;
  mark($("rung"), "rung", map.rung);
  say($("proves"), words.proves(map));
  say($("proves-not"), capital(map.does_not_prove));
  facts($("axes"), [
    ["Reading", words.trust(map.axes.read)],
    ["Writing", words.trust(map.axes.write)],
    ["Fail-safe", words.trust(map.axes.failsafe)],
  ]);
  facts($("facts"), [
    ["Document", map.document || "none named"],
    ["Licence", map.licence],
    ["Revision", map.revision],
    ["Digest", map.digest.slice(0, 12)],
    ["Points", `${map.counts.points}, of which ${map.counts.required} required`],
    ["Modbus", `unit ${map.link.unit}, functions ${map.link.read_function} and ${map.link.write_function}`],
    ["Word order, as documented", map.link.word_order.replaceAll("-", " ")],
    ["Keep-alive", map.lifebit ? map.lifebit.scheme.replaceAll("-", " ") : "none known"],
  ]);
}

function links() {
  const formats = [
    ["YAML of the map", `${address}`, "yaml"],
    ["Telegraf", `${address}/export/telegraf`],
    ["Home Assistant, modbus", `${address}/export/homeassistant`],
    ["evcc", `${address}/export/evcc`],
    ["Thing Description (W3C WoT)", `${address}/export/wot`],
  ];
  $("links").replaceChildren(
    ...formats.map(([name, url, yaml]) => {
      const link = el("a", { href: url, download: yaml ? `${id}.yaml` : "" }, name);
      if (yaml) link.addEventListener("click", (event) => save(event, url));
      return el("li", {}, link);
    }),
  );
}

/** A link cannot say that it would rather have YAML. */
async function save(event, url) {
  event.preventDefault();
  const answer = await fetch(url, { headers: { Accept: "application/yaml" } });
  const blob = URL.createObjectURL(await answer.blob());
  el("a", { href: blob, download: `${id}.yaml` }).click();
  setTimeout(() => URL.revokeObjectURL(blob), 10_000);
}

/** The same said of several points is said once. */
function against(map) {
  const said = new Map();
  for (const one of map.contradictions) {
    const detail = one.detail.replace(/^documented (\w+)-word-first, (\w+)-word-first/, "the document says $1 word first, the evidence $2");
    const key = `${words.sentence(one.aspect)}: ${detail} (${one.kind})`;
    said.set(key, [...(said.get(key) ?? []), one.point]);
  }
  $("against-panel").hidden = said.size === 0;
  $("against").replaceChildren(...[...said].map(([key, points]) => el("li", {}, `${key}: ${points.map(words.plain).join(", ")}`)));
}

function record({ standing, why, kind, time, confirmed, contradicted, record: full }) {
  const made = el("li", { class: "record" });
  const chip = el("span", { class: "chip" }, kind);
  const counts = `${confirmed} points confirmed${contradicted ? `, ${contradicted} contradicted` : ""}`;
  made.append(
    el("p", { class: "say" }, chip, el("span", {}, counts)),
    el("p", { class: "why" }, `${full.peer.stated || full.peer.said}. ${date(time)}, ${full.tool}.`),
    el("p", { class: "why" }, `${STANDING[standing] ?? standing}${why && standing !== "counted" ? ` (${why})` : ""}.`),
  );
  mark(made, "standing", standing);
  return made;
}

function filter() {
  const text = $("find").value.trim().toLowerCase();
  let shown = 0;
  for (const row of $("points").children) {
    row.hidden = text !== "" && !row.dataset.key.includes(text);
    shown += row.hidden ? 0 : 1;
  }
  say($("shown"), text ? `${shown} of ${$("points").children.length}` : "");
}

async function load() {
  if (!id) return say($("none"), "Choose a map from the library.");
  try {
    const [map, proof] = await Promise.all([json(address), json(`${address}/evidence`)]);
    head(map);
    links();
    against(map);
    $("evidence").replaceChildren(...proof.evidence.map(record));
    $("no-evidence").hidden = proof.evidence.length > 0;
    showPoints($("points"), map.points);
    facts(
      $("sources"),
      map.sources.map((source) => [source.mark, source.title]),
    );
    $("notes-panel").hidden = map.notes.length === 0;
    $("notes").replaceChildren(...map.notes.map((note) => el("li", {}, note)));
    $("none").hidden = true;
    $("all").hidden = false;
  } catch (refused) {
    $("lost").hidden = false;
    say($("lost"), refused.message);
    if (refused.problem?.status === 401) $("lost").append(" ", el("a", { href: loginPage() }, "Sign in"));
    $("none").hidden = true;
  }
}

say($("api"), address);
$("api").setAttribute("href", address);
$("find").addEventListener("input", filter);
$("filter").addEventListener("submit", (event) => event.preventDefault());
showHead();
load();
