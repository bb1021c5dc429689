// All maps, the rung of each, and on which firmware it is proven.
import { pages } from "./api.js";
import { $, el, facts, mark, say } from "./dom.js";
import { loginPage, showAccount } from "./session.js";

let maps = [];

function rung(label, colour) {
  const chip = el("span", { class: "rung" }, label);
  mark(chip, "rung", label);
  return [chip, " ", el("span", { class: "colour" }, colour)];
}

function card(map) {
  const link = el("a", { href: `/map.html?id=${encodeURIComponent(map.id)}` }, map.title);
  const list = el("dl", { class: "facts" });
  facts(list, [
    ["Points", `${map.counts.points}, ${map.counts.writable} writable`],
    ["Evidence", map.counts.evidence === 0 ? "none" : `${map.counts.counted} of ${map.counts.evidence} records count`],
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
    made.append(el("ul", { class: "problems" }, el("li", {}, `Evidence contradicts ${map.counts.contradicted} points.`)));
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

/** One row per map and device, the axes side by side. */
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
  $("matrix").hidden = false;
}

async function load() {
  try {
    maps = await pages("/api/v1/maps");
    $("maps").replaceChildren(...maps.map(card));
    $("none").hidden = maps.length > 0;
    const green = maps.filter((map) => map.colour === "green").length;
    say($("totals"), `${maps.length} maps, ${green} of them green`);
    show();
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
showAccount();
load();
