// The points of a map as rows of a table.
import { el, mark } from "./dom.js";
import * as words from "./words.js";

const MOST_CODES = 6;

const cell = (label, text, type = null) => {
  const made = el("td", { role: "cell", "data-label": label, class: type });
  made.append(text);
  return made;
};

function meaning(point) {
  const codes = Object.entries(point.labels).map(([code, text]) => `${code} ${words.plain(text)}`);
  const more = codes.length > MOST_CODES ? ` and ${codes.length - MOST_CODES} more` : "";
  const parts = [];
  if (codes.length) parts.push(codes.slice(0, MOST_CODES).join(", ") + more);
  if (point.bitfield) parts.push("bits");
  for (const [code, text] of Object.entries(point.sentinels)) parts.push(`${code} means ${words.plain(text)}`);
  if (point.scale !== 1) parts.push(`register × ${point.scale}`);
  if (point.writes) parts.push(`takes ${point.writes}`);
  return parts.join("; ") || "–";
}

function row(point) {
  const rung = el("span", { class: "rung" }, words.trust(point.rung));
  mark(rung, "rung", point.rung);
  const rungCell = el("td", { role: "cell", "data-label": "Trust" }, rung);
  for (const against of point.contradictions ?? []) rungCell.append(el("span", { class: "against" }, against));
  const made = el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, point.name),
    cell("Address", String(point.address), "num"),
    cell("Type", point.type),
    cell("Unit", point.unit || "–"),
    cell("Access", point.access),
    cell("Meaning", meaning(point), "meaning"),
    rungCell,
  );
  made.dataset.key = `${point.name}@${point.address}`;
  return made;
}

/** Shows the points in a table's body. */
export const showPoints = (body, points) => body.replaceChildren(...points.map(row));
