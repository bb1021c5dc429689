// What a group of chargers draws, may draw and waits for. No page, no network.
import { age, count, rounded } from "./format.js";
import * as words from "./words.js";

const PHASES = [0, 1, 2];
const zero = () => [0, 0, 0];
const number = (value) => (typeof value === "number" ? value : null);

/** Where the limit in force comes from, as a sentence. */
export function source(state) {
  if (!state) return "Limit of the inventory. The group refuses increases beyond it; it gives no shares.";
  const by = state.by ? `by ${state.by}` : "by a command";
  switch (state.source) {
    case "command":
      return `Limit set ${by}`;
    case "meter":
      return "Limit of the inventory; the other load leaves less";
    case "safe":
      return state.meter_fresh ? "Safe current: the lease of the last limit ended" : "Safe current: the meter is silent";
    default:
      return "Limit of the inventory";
  }
}

/** How long the limit still holds; null without a lease. */
export function lease(state, now) {
  if (!state || state.lease_left === null) return null;
  return `${Math.max(0, Math.round(state.lease_left - (now - state.ts) / 1_000))} s left`;
}

/** What a charger may draw without a group's cap: its set point, or what it falls back to; A. */
function granted(c) {
  const set = number(c?.set_point?.value);
  const falls = (c?.fallback ?? []).map((point) => number(point.value)).filter((amps) => amps !== null);
  return set ?? (falls.length ? Math.max(...falls) : null);
}

/** A member of a group that only guards: its charger's own values. */
function guarded(id, c) {
  const amps = granted(c);
  const phases = PHASES.map((i) => number(c?.currents[i]?.value));
  return { id, granted: amps, counted: amps, phases, ...saying(c) };
}

/** A member of a group that shares its limit; a phase that it does not load is null. */
function sharing(member, c, someoneWaits) {
  const loads = PHASES.map((i) => member.phases.includes(`L${i + 1}`));
  return {
    id: member.id,
    granted: member.cap,
    counted: member.counted,
    phases: member.currents.map((amps, i) => (loads[i] || amps > 0 ? amps : null)),
    ...turn(member, c, someoneWaits),
  };
}

const saying = (c) => (c ? words.situation(c) : { text: "Not reached yet", tone: "idle" });

/** Whose turn it is, where not all can charge. */
function turn(member, c, someoneWaits) {
  if (!member.online) return { text: `No answer, counts with ${rounded(member.counted, 0)} A`, tone: "problem" };
  if (member.waiting && member.currents.some((amps) => amps > 1)) return { text: "Being paused", tone: "waiting" };
  if (member.waiting === 1) return { text: "Paused, next to charge", tone: "waiting" };
  if (member.waiting) return { text: `Paused, ${member.waiting - 1} before it`, tone: "waiting" };
  if (!member.proved && member.cap !== null) return { text: `Being set to ${member.cap} A`, tone: "waiting" };
  if (someoneWaits && c?.vehicle === "charging") return { text: "Charging, its turn", tone: "charging" };
  return saying(c);
}

/** Per phase: drawn by the members, possible at most, other load, limit, all in A. */
function phasesOf(group, state, members) {
  const limits = state ? state.limit : zero().fill(group.max_current);
  const sum = (value) => PHASES.map((i) => members.reduce((all, member) => all + (value(member, i) ?? 0), 0));
  const measured = state ? state.measured : sum((member, i) => member.phases[i]);
  const possible = state ? state.granted : sum((member) => member.counted);
  return PHASES.map((i) => {
    const other = state ? state.other[i] : 0;
    return {
      name: `L${i + 1}`,
      measured: measured[i],
      granted: Math.max(possible[i], measured[i]),
      other,
      limit: limits[i],
      over: measured[i] + other > limits[i] + 0.5,
    };
  });
}

/**
 * A group as the page shows it.
 *
 * @param group of the inventory: name, max_current, members
 * @param state of a group that shares its limit, else null
 * @param chargers by id
 */
export function model(group, state, chargers, now) {
  const waiting = state?.members.filter((member) => member.waiting).length ?? 0;
  const members = state
    ? state.members.map((member) => sharing(member, chargers.get(member.id), waiting > 0))
    : group.members.map((id) => guarded(id, chargers.get(id)));
  const phases = phasesOf(group, state, members);
  const scale = Math.max(group.max_current, ...phases.map((phase) => Math.max(phase.limit, phase.granted + phase.other)));
  const old = state && now - state.ts > 15_000 ? `As of ${age(now - state.ts)} ago` : null;
  return {
    name: group.name,
    limit: limitText(phases),
    source: source(state),
    lease: lease(state, now),
    watts: state?.limit_watts ?? null,
    waiting: waiting ? `${count(waiting, "car")} ${waiting === 1 ? "waits" : "wait"} for a turn` : null,
    old,
    scale,
    phases,
    members: members.map((member) => ({ ...member, title: chargers.has(member.id) ? words.title(chargers.get(member.id)) : member.id })),
  };
}

/** "40 A per phase", or each phase where they differ. */
function limitText(phases) {
  const amps = phases.map((phase) => rounded(phase.limit, 0));
  return new Set(amps).size === 1 ? `${amps[0]} A per phase` : `${amps.join(" / ")} A`;
}

/** The currents of a phase as a sentence. */
export function phaseText({ measured, granted, other, limit }) {
  const rest = other > 0.05 ? `, other load ${rounded(other, 1)} A` : "";
  return `${rounded(measured, 1)} A drawn, ${rounded(granted, 0)} A granted${rest}, limit ${rounded(limit, 0)} A`;
}
