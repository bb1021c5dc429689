// Builds and changes elements. Text only ever goes in as text.
import { whole } from "./format.js";

export const $ = (id) => document.getElementById(id);

/** An element with attributes and children; strings become text nodes. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Changes the text only where it differs, so that selections and readers are left in peace. */
export function say(node, text) {
  const next = text ?? "";
  if (node.textContent !== next) node.textContent = next;
}

export function mark(node, name, value) {
  if (value === null || value === undefined || value === "") delete node.dataset[name];
  else if (node.dataset[name] !== value) node.dataset[name] = value;
}

/** Shows a time by a format, with everything about it in the tooltip. */
export function showTime(node, ts, format) {
  say(node, format(ts));
  const at = new Date(ts).toISOString();
  if (node.getAttribute("datetime") === at) return;
  node.setAttribute("datetime", at);
  node.title = whole(ts);
}

/** A time as an element. */
export function timeOf(ts, format) {
  const made = el("time");
  showTime(made, ts, format);
  return made;
}

/** Shows rows of [term, value] in a list of definitions, reusing what is there. */
export function facts(list, rows) {
  const wanted = rows.filter((row) => row && row[1] !== null && row[1] !== undefined);
  while (list.children.length > wanted.length) list.lastElementChild.remove();
  wanted.forEach(([term, value], i) => {
    const row = list.children[i] ?? list.appendChild(el("div", {}, el("dt"), el("dd")));
    say(row.firstElementChild, term);
    say(row.lastElementChild, String(value));
  });
}

/** A bar from 0 to 1 with a mark; the number beside it is what readers get. */
export function bar() {
  return el("span", { class: "bar", "aria-hidden": "true" }, el("span", { class: "fill" }), el("span", { class: "limit" }));
}

export function setBar(node, value, limit) {
  node.style.setProperty("--value", Math.max(0, Math.min(1, value)).toFixed(3));
  node.style.setProperty("--limit", Math.max(0, Math.min(1, limit ?? 0)).toFixed(3));
  node.lastElementChild.hidden = limit === null || limit === undefined;
}
