// Which events somebody has seen to; kept in this browser, the oldest forgotten first.
const KEY = "ampwire-acknowledged";
const KEPT = 5_000;

const keyOf = (e) => `${e.charger} ${e.ts} ${e.type ?? e.command}`;

function read() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

let seen = read();
addEventListener("storage", (event) => {
  if (event.key === KEY) seen = read();
});

export const isAcknowledged = (entry) => seen.has(keyOf(entry));

/** Marks entries as seen to, or as open again. */
export function acknowledge(entries, on = true) {
  seen = read();
  for (const entry of entries) {
    seen.delete(keyOf(entry));
    if (on) seen.add(keyOf(entry));
  }
  localStorage.setItem(KEY, JSON.stringify([...seen].slice(-KEPT)));
}
