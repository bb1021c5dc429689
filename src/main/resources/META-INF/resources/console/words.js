// What a charger's values are called. No page, no network: text in, text out.
import { clock, count, energy as energyText, rounded } from "./format.js";

export { power, rounded } from "./format.js";

/** "power_active_phase_tot" as people would write it. */
export const plain = (name) => name.replaceAll("_", " ").replace(/\bfrequence\b/g, "frequency");

/** "low-word-first" as people would write it. */
export const sentence = (label) => {
  const text = plain(label.replaceAll("-", " "))
    .replace(/^ev\b/, "EV")
    .replace(/connected (not )?ready/, "connected, $1ready");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What the inventory calls a charger. */
export const title = (c) => c.name ?? c.id;

/** Watts, whatever unit the map has. */
export function watts(power) {
  if (!power || typeof power.value !== "number") return null;
  const factor = { W: 1, kW: 1_000, MW: 1_000_000 }[power.unit];
  return factor ? power.value * factor : null;
}

/** Energy in kWh from 1 kWh on. */
export const energy = (point) => energyText(typeof point.value === "number" && point.unit === "kWh" ? point.value * 1_000 : point.value);

/** What is going on, and in which tone to say it; a problem says its reason. */
export function situation(c) {
  if (c.online === null) return { text: "Not reached yet", tone: "idle" };
  if (!c.online) return { text: c.last ? `No answer since ${clock(c.last.ts)}` : "Never answered", tone: "problem" };
  if (c.fit === "wrong") return { text: "Wrong device", tone: "problem" };
  if (c.vehicle === "fault") return { text: `Fault: ${plain(c.state.label ?? String(c.state.value))}`, tone: "problem" };
  if (c.implausible > 0) return { text: `${count(c.implausible, "implausible reading")}`, tone: "problem" };
  if (c.limit_followed === false) return { text: "Draws more than the limit", tone: "problem" };
  if (c.word_order.state === "undecided") return { text: "Word order undecided", tone: "problem" };
  switch (c.vehicle) {
    case "charging":
      return { text: "Charging", tone: "charging" };
    case "absent":
      return { text: "Free", tone: "idle" };
    case "unauthorised":
      return { text: "Waiting for authorisation", tone: "waiting" };
    case "ready":
      return { text: READY[c.waiting_for] ?? "Car is connected", tone: "waiting" };
    default:
      return { text: c.state?.label ? sentence(c.state.label) : "State unknown", tone: "idle" };
  }
}

const READY = { vehicle: "Waiting for the car", paused: "Paused", limit: "Waiting for current" };

/** What to know or do about the problem that the situation names, beyond its name. */
export function advice(c) {
  const found = [];
  if (c.fit === "wrong") found.push("Another device answers than the map is for; nothing is written to it.");
  if (c.implausible > 0) found.push(`${count(c.implausible, "reading")} cannot be true; the word order or the map is wrong.`);
  if (c.word_order.state === "undecided") found.push("The word order is undecided: pin it in the inventory.");
  return found;
}

/** The values to show: those of now, or the last known ones of a charger that stopped answering. */
export const shown = (c) => (c.last ? { ...c, ...c.last, old: c.last.ts } : { ...c, old: null });

/** The limit in force. */
export function limit(c) {
  const point = c.set_point;
  if (!point) return "none";
  if (typeof point.value === "number") return `${point.value} ${point.unit}`;
  return { no_session: "no session", "not read": "–" }[point.why] ?? (point.why ? plain(point.why) : "–");
}

/** "group:feeder-1" as people would write it; a controller's own name stays. */
export const controller = (by) => by.replace(/^group:/, "group ");

/** Who decides about the current. */
export function control(c) {
  const { held, by, mode, lease_left: left } = c.control;
  if (held) return `${by ? controller(by) : "MQTT, no name"}${left === null ? "" : `, ${left} s left`}`;
  return mode === "none" ? "monitoring only" : "not controlled";
}

/** Who decides, as a sentence. */
export function controlSentence(control) {
  if (control.held) return control.by ? `Controlled by ${controller(control.by)}` : "Controlled over MQTT (no name given)";
  return control.mode === "none" ? "Monitoring only" : "Not controlled";
}

/** What the charger gives by itself when control ends, with the phases where the point names them. */
export function fallback(c) {
  const said = c.fallback.map((p) => {
    const amps = typeof p.value === "number" ? `${p.value} ${p.unit}` : "not read";
    return [amps, /_mono$/.test(p.point) ? " one-phase" : /_tri$/.test(p.point) ? " three-phase" : ""];
  });
  const one = new Set(said.map(([amps]) => amps));
  return one.size === 1 ? [...one][0] : said.map((parts) => parts.join("")).join(", ");
}

/** What has to happen before a plugged car charges. */
export function waitingFor(c) {
  if (c.online !== true) return "unknown";
  const pause = c.set_point?.value === 0 ? "the controller: the limit is 0 A" : "the controller: it paused the charge";
  return {
    none: c.vehicle === "charging" ? "–" : "a car to be plugged in",
    vehicle: "the car, which takes no current",
    authorisation: "authorisation, by card or app",
    paused: pause,
    limit: "more current than the limit gives",
    fault: "the fault to be cleared",
    unknown: "unknown",
  }[c.waiting_for];
}

/** Whether the car keeps to the limit. */
export function limitFollowed(c) {
  if (c.limit_followed === null || c.online !== true) return "–";
  return c.limit_followed ? "yes" : "no: the car draws more";
}

/** Whether a reading can be true, as far as the map says what can. */
export function plausible(point) {
  const range = point.range ? `${point.range.min}…${point.range.max}` : "";
  return { yes: `yes, ${range}`, no: range ? `no, not ${range}` : "no" }[point.plausible] ?? (range ? `(${range})` : "–");
}

/** Names of points inside a sentence, as people would write them. */
export const reason = plain;

const shortOrder = (order) => order.replace("-word-first", " word first");

/** The verdict on the word order against the document, as a sentence; null where nothing is unusual. */
export function orderContradiction({ order, documented, state }) {
  if (!order || order === documented) return null;
  const who = state === "pinned" ? "The inventory sets" : "Readings prove";
  return `${who} ${shortOrder(order)}; the document says ${documented.split("-")[0]}`;
}

/** What is unusual about how far the readings can be believed; null for the usual. */
export function notable(c) {
  if (c.online !== true) return null;
  return c.word_order.state === "proving" ? "Proving the word order" : null;
}

/** The currents of the phases for a glance. */
export const currents = (c) =>
  c.currents.some((p) => typeof p.value === "number") ? c.currents.map((p) => rounded(p.value)).join(" · ") : "–";

const RUNGS = { documented: "document only", transport: "simulator only", hardware: "proved on the device" };

/** How far a map is proved, for people. */
export const trust = (rung) => RUNGS[rung] ?? rung;

/** What a map's rung proves, for people. */
export const proves = (map) => (map.rung === "transport" ? "Tested against a simulator, not against the charger" : sentence(map.proves));
