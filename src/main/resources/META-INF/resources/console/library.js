// All maps, the rung of each, and on which firmware it is proven.
import { json, pages } from "./api.js";
import { $, el, facts, mark, say } from "./dom.js";
import { count } from "./format.js";
import { loginPage } from "./session.js";
import { showHead } from "./strip.js";
import * as words from "./words.js";

let maps = [];

function rung(label, colour) {
  const chip = el("span", { class: "rung" }, words.trust(label));
  mark(chip, "rung", label);
  chip.title = `${label}, ${colour}`;
  return [chip];
}

function card(map) {
  const link = el("a", { href: `/map.html?id=${encodeURIComponent(map.id)}` }, map.title);
  const list = el("dl", { class: "facts" });
  facts(list, [
    ["Points", `${map.counts.points}, ${map.counts.writable} writable`],
    ["Evidence", map.counts.evidence === 0 ? "none" : `${map.counts.counted} of ${count(map.counts.evidence, "record")} used`],
    ["Document", map.document || "none named"],
  ]);
  const made = el(
    "li",
    { class: "card" },
    el("div", { class: "card-head" }, el("h2", {}, link)),
    el("p", { class: "sub" }, map.id),
    el("p", { class: "earned" }, ...rung(map.rung, map.colour)),
  );
  if (map.counts.contradicted > 0) {
    made.append(el("ul", { class: "problems" }, el("li", {}, `Evidence contradicts ${count(map.counts.contradicted, "point")}.`)));
  }
  made.append(list);
  made.dataset.key = `${map.id} ${map.title} ${map.rung} ${map.colour}`.toLowerCase();
  return made;
}

function show() {
  const text = $("find").value.trim().toLowerCase();
  let shown = 0;
  for (const made of $("maps").children) {
    made.hidden = text !== "" && !made.dataset.key.includes(text);
    shown += made.hidden ? 0 : 1;
  }
  say($("shown"), text ? `${shown} of ${maps.length}` : "");
}

/** Which map each kind of charger of the inventory uses. */
function yours(chargers) {
  const uses = new Map();
  for (const c of chargers) uses.set(c.map, [...(uses.get(c.map) ?? []), c]);
  $("yours").hidden = uses.size === 0;
  $("yours-list").replaceChildren(
    ...[...uses].map(([id, mine]) => {
      const map = maps.find((one) => one.id === id);
      const link = el("a", { href: `/map.html?id=${encodeURIComponent(id)}` }, map?.title ?? id);
      const who = mine.slice(0, 5).map(words.title).join(", ") + (mine.length > 5 ? ` and ${mine.length - 5} more` : "");
      return el(
        "li",
        {},
        link,
        " ",
        el("span", { class: "colour" }, `${count(mine.length, "charger")}: ${who}`),
        " ",
        ...(map ? rung(map.rung, map.colour) : []),
      );
    }),
  );
}

/** One row per map and device, the axes side by side; nothing while no device was asked. */
function matrix(rows) {
  const devices = new Map();
  for (const row of rows) {
    const key = JSON.stringify([row.map, row.reference, row.firmware]);
    if (!devices.has(key)) devices.set(key, { ...row, axes: {} });
    devices.get(key).axes[row.axis] = row;
  }
  $("firmware").replaceChildren(
    ...[...devices.values()].map((device) => {
      const name = device.reference ? `${device.reference}, ${device.firmware ?? "firmware unknown"}` : "no device asked yet";
      const axis = (label, row) => el("td", { role: "cell", "data-label": label }, ...rung(row.rung, row.colour));
      return el(
        "tr",
        { role: "row" },
        el("th", { scope: "row", role: "rowheader" }, el("a", { href: `/map.html?id=${encodeURIComponent(device.map)}` }, device.map)),
        el("td", { role: "cell", "data-label": "Device" }, name),
        axis("Read", device.axes.read),
        axis("Write", device.axes.write),
        axis("Fail-safe", device.axes.failsafe),
      );
    }),
  );
  $("matrix").hidden = ![...devices.values()].some((device) => device.reference);
}

async function load() {
  try {
    maps = await pages("/api/v1/maps");
    $("maps").replaceChildren(...maps.map(card));
    $("none").hidden = maps.length > 0;
    const green = maps.filter((map) => map.colour === "green").length;
    say($("totals"), `${count(maps.length, "map")}, ${green} proved on the device`);
    show();
    yours(await json("/api/v1/chargers"));
    matrix(await pages("/api/v1/firmware"));
  } catch (refused) {
    $("lost").hidden = false;
    say($("lost"), refused.message);
    if (refused.problem?.status === 401) $("lost").append(" ", el("a", { href: loginPage() }, "Sign in"));
    $("none").hidden = true;
  }
}

$("find").addEventListener("input", show);
$("filter").addEventListener("submit", (event) => event.preventDefault());
showHead();
load();
