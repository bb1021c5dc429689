// Tabs by the pattern of ARIA: arrow keys move, the address keeps which one is open.
import { $ } from "./dom.js";

/** Connects the tabs of a list; calls `opened` with the name of each tab that is opened. */
export function tabs(list, opened) {
  const all = [...list.querySelectorAll('[role="tab"]')];
  const name = (tab) => tab.id.replace("tab-", "");

  const open = (tab, focus = false) => {
    for (const one of all) {
      const mine = one === tab;
      one.setAttribute("aria-selected", String(mine));
      one.tabIndex = mine ? 0 : -1;
      $(one.getAttribute("aria-controls")).hidden = !mine;
    }
    if (focus) tab.focus();
    const query = new URLSearchParams(location.search);
    if (tab === all[0]) query.delete("tab");
    else query.set("tab", name(tab));
    if (`?${query}` !== location.search) history.replaceState(history.state, "", `?${query}`);
    opened(name(tab));
  };

  list.addEventListener("click", ({ target }) => {
    const tab = target.closest('[role="tab"]');
    if (tab) open(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    open(all[(to + all.length) % all.length], true);
  });
  const asked = new URLSearchParams(location.search).get("tab");
  return () => open(all.find((tab) => name(tab) === asked) ?? all[0]);
}
