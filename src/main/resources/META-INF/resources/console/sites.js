// What a site's chargers sum up to. No page, no network.
import * as words from "./words.js";

/** The chargers by site, in the order of the inventory; chargers without a site come last. */
export function bySite(entries) {
  const sites = new Map();
  for (const entry of entries) {
    const name = entry.c.site ?? "";
    if (!sites.has(name)) sites.set(name, []);
    sites.get(name).push(entry);
  }
  const none = sites.get("");
  if (none) {
    sites.delete("");
    sites.set("", none);
  }
  return sites;
}

/** How many of the entries are of each kind, and what they draw; W, null where nothing is known. */
export function totals(entries) {
  const sum = { chargers: entries.length, online: 0, charging: 0, problem: 0, power: null };
  for (const { c, kinds } of entries) {
    if (c.online) sum.online++;
    if (kinds.has("charging")) sum.charging++;
    if (kinds.has("problem")) sum.problem++;
    const w = words.watts(c.power);
    if (w !== null) sum.power = (sum.power ?? 0) + w;
  }
  return sum;
}

/** The busiest phase of a group against its limit, A; null where no member's current is known. */
export function feeder(group, chargers, state = null) {
  if (state) {
    const drawn = state.measured.map((amps, i) => ({ amps: amps + state.other[i], limit: state.limit[i] }));
    return drawn.reduce((most, phase) => (phase.amps / phase.limit > most.amps / most.limit ? phase : most));
  }
  const phases = [0, 0, 0];
  let known = false;
  for (const id of group.members) {
    const c = chargers.get(id)?.c;
    c?.currents.forEach((current, i) => {
      if (typeof current.value !== "number") return;
      known = true;
      phases[i] += current.value;
    });
  }
  return known ? { amps: Math.max(...phases), limit: group.max_current } : null;
}
