// Line numbers beside a text, with marks at lines.
import { el, mark } from "./dom.js";

/** Numbers in a list beside a scrolling text; the result sets how many there are and which are marked. */
export function lineNumbers(gutter, text) {
  text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));

  const show = (lines, marks) => {
    while (gutter.children.length > lines) gutter.lastElementChild.remove();
    const more = [];
    for (let n = gutter.children.length + 1; n <= lines; n++) more.push(el("li", {}, String(n)));
    gutter.append(...more);
    for (const node of gutter.querySelectorAll("[data-mark]")) mark(node, "mark", "");
    for (const [line, kind] of marks) if (gutter.children[line - 1]) mark(gutter.children[line - 1], "mark", kind);
  };

  /** Scrolls to a line, and selects it where the text can be edited. */
  const jump = (line) => {
    const height = gutter.scrollHeight / Math.max(1, gutter.children.length);
    text.scrollTop = Math.max(0, (line - 4) * height);
    text.focus();
    if (!text.setSelectionRange) return;
    const before = text.value.split("\n").slice(0, line - 1);
    const from = before.length ? before.join("\n").length + 1 : 0;
    const end = text.value.indexOf("\n", from);
    text.setSelectionRange(from, end < 0 ? text.value.length : end);
  };

  return { show, jump };
}
