// What a charger's values are called. No page, no network: text in, text out.

const NUMBER = (digits) => new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const DIGITS = [0, 1, 2].map(NUMBER);

/** A value for a glance, "–" where there is none. */
export function rounded(value, digits = 1) {
  return typeof value === "number" ? DIGITS[digits].format(value) : "–";
}

/** "power_active_phase_tot" as people would write it. */
export const plain = (name) => name.replaceAll("_", " ");

/** "low-word-first" as people would write it. */
export const sentence = (label) => {
  const text = label.replaceAll("-", " ").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** Watts, whatever unit the map has. */
export function watts(power) {
  if (!power || typeof power.value !== "number") return null;
  const factor = { W: 1, kW: 1_000, MW: 1_000_000 }[power.unit];
  return factor ? power.value * factor : null;
}

/** [number, unit] of a power in W. */
export function power(w) {
  if (w === null) return ["–", "kW"];
  return Math.abs(w) < 995 && Math.abs(w) >= 1 ? [rounded(w, 0), "W"] : [rounded(w / 1_000, 1), "kW"];
}

/** Energy in kWh from 1 kWh on. */
export function energy(point) {
  if (typeof point.value !== "number") return "–";
  const wh = point.unit === "kWh" ? point.value * 1_000 : point.value;
  return wh < 1_000 ? `${rounded(wh, 0)} Wh` : `${rounded(wh / 1_000, wh < 1e6 ? 2 : 0)} kWh`;
}

/** What is going on, and in which tone to say it. */
export function situation(c) {
  if (c.online === null) return { text: "Not reached yet", tone: "idle" };
  if (!c.online) return { text: "No answer", tone: "problem" };
  switch (c.vehicle) {
    case "fault":
      return { text: "Fault", tone: "problem" };
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

/** What somebody should look at, most pressing first. */
export function problems(c) {
  const found = [];
  if (c.online === false) found.push(`No answer since ${new Date(c.ts).toLocaleTimeString()}.`);
  if (c.vehicle === "fault") found.push(`The charger reports a fault: ${plain(c.state.label ?? String(c.state.value))}.`);
  if (c.fit === "wrong") found.push("Another device answers than the map is for; nothing is written to it.");
  if (c.implausible > 0) found.push(`${c.implausible} readings cannot be true; the word order or the map is wrong.`);
  if (c.limit_followed === false) found.push("The car draws more than the limit.");
  if (c.word_order.state === "undecided") found.push("The word order is undecided: pin it in the inventory.");
  return found;
}

/** The limit in force. */
export function limit(c) {
  const point = c.set_point;
  if (!point) return "none";
  if (typeof point.value === "number") return `${point.value} ${point.unit}`;
  return point.why ? plain(point.why) : "–";
}

/** Who decides about the current. */
export function control(c) {
  const { held, by, mode, lease_left: left } = c.control;
  if (held) return `${by ?? "unnamed controller"}${left === null ? "" : `, ${left} s left`}`;
  return mode === "none" ? "monitoring only" : "nobody";
}

/** What the charger gives by itself once nobody controls it. */
export function fallback(c) {
  const said = c.fallback.map((p) => (typeof p.value === "number" ? `${p.value} ${p.unit}` : "not read"));
  return [...new Set(said)].join(" or ");
}

/** What has to happen before a plugged car charges. */
export function waitingFor(c) {
  const pause = c.set_point?.value === 0 ? "the controller: the limit is 0 A" : "the controller: it paused the charge";
  return {
    none: c.vehicle === "charging" ? "nothing, it charges" : "a car to be plugged in",
    vehicle: "the car, which takes no current",
    authorisation: "authorisation, by card or app",
    paused: pause,
    limit: "more current than the limit gives",
    fault: "the fault to be cleared",
    unknown: "not known: the charger does not say",
  }[c.waiting_for];
}

/** Whether the car keeps to the limit. */
export function limitFollowed(c) {
  if (c.limit_followed === null) return c.control.held ? "not judged yet" : "not judged, nobody controls it";
  return c.limit_followed ? "yes" : "no: the car draws more";
}

/** Whether a reading can be true, as far as the map says what can. */
export function plausible(point) {
  const range = point.range ? `${point.range.min}…${point.range.max}` : "";
  return { yes: `yes, ${range}`, no: range ? `no, not ${range}` : "no" }[point.plausible] ?? (range ? `(${range})` : "–");
}

/** Names of points inside a sentence, as people would write them. */
export const reason = (why) => why.replaceAll("_", " ");

/** The verdict on the word order in a few words. */
export function wordOrder(c) {
  const { state, order } = c.word_order;
  return order ? `${order.replaceAll("-", " ")}, ${state}` : state === "proving" ? "not proved yet" : state;
}
