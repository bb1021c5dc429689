// The leases that this browser tab holds. Each page of the console renews them, so that they end only when
// the console is left.
import { send } from "./session.js";

const KEY = "ampwire-held";
/** A lease is renewed after this share of it. */
const RENEW_AFTER = 0.4;
const lost = [];

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

function change(id, lease) {
  const all = read();
  if (lease === null) delete all[id];
  else all[id] = lease;
  sessionStorage.setItem(KEY, JSON.stringify(all));
}

/** Remembers that this tab controls a charger on a lease of so many seconds, since `ts` by the bridge's clock. */
export const hold = (id, seconds, ts) => change(id, { seconds, ts, renewed: Date.now() });

export const letGo = (id) => change(id, null);

/** When this tab took control of the charger, 0 where it did not. */
export const heldSince = (id) => read()[id]?.ts ?? 0;

/** Calls the listener with a charger and the reason when its lease could not be renewed. */
export const onLost = (listener) => lost.push(listener);

async function renew(id) {
  const body = JSON.stringify({ value: "renew", id: crypto.randomUUID?.() ?? `r${Date.now()}` });
  try {
    const answer = await send(`/api/v1/chargers/${encodeURIComponent(id)}/cmd/control`, "POST", body);
    const said = await answer.json();
    if (answer.ok && said.status === "applied") return;
    if (answer.ok && said.status !== "rejected") return;
    letGo(id);
    for (const listener of lost) listener(id, said.message ?? said.detail);
  } catch {
    // The bridge does not answer; the next turn asks again while the lease lasts.
  }
}

/** Renews what is due. Called by a timer and by every sign of life: a page in the background has a slow timer. */
export function renewHeld() {
  const now = Date.now();
  for (const [id, lease] of Object.entries(read())) {
    if (now - lease.renewed < lease.seconds * 1_000 * RENEW_AFTER) continue;
    change(id, { ...lease, renewed: now });
    renew(id);
  }
}
