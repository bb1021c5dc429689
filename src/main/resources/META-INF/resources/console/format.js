// Times and numbers as every page writes them: 24 hours, the date where it is not today. No page, no network.

const LOCALE = "en-GB";

/** A format that is made when it is first used: making one takes a browser several milliseconds. */
function part(options) {
  let made = null;
  const get = () => (made ??= new Intl.DateTimeFormat(LOCALE, options));
  return { format: (at) => get().format(at), zone: () => get().resolvedOptions().timeZone };
}

const SECONDS = part({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MINUTES = part({ hour: "2-digit", minute: "2-digit" });
const DATE = part({ day: "numeric", month: "short" });
const DATE_YEAR = part({ day: "numeric", month: "short", year: "numeric" });
const WEEKDAY = part({ weekday: "long", day: "numeric", month: "long" });
const WHOLE = part({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});
const DAY = 86_400_000;

const sameDay = (a, b) => a.toDateString() === b.toDateString();
const dateOf = (at, now) => (at.getFullYear() === now.getFullYear() ? DATE : DATE_YEAR).format(at);

/** "14:03:05" of today, "25 Nov, 14:03" of another day. */
export function clock(ts, now = Date.now()) {
  const [at, today] = [new Date(ts), new Date(now)];
  return sameDay(at, today) ? SECONDS.format(at) : `${dateOf(at, today)}, ${MINUTES.format(at)}`;
}

/** The same without seconds. */
export function minute(ts, now = Date.now()) {
  const [at, today] = [new Date(ts), new Date(now)];
  return sameDay(at, today) ? MINUTES.format(at) : `${dateOf(at, today)}, ${MINUTES.format(at)}`;
}

/** The time of day alone, for a list with the day as a heading. */
export const timeOfDay = (ts) => SECONDS.format(new Date(ts));

/** The date alone. */
export const date = (ts, now = Date.now()) => dateOf(new Date(ts), new Date(now));

/** The day as a heading. */
export function day(ts, now = Date.now()) {
  const [at, today] = [new Date(ts), new Date(now)];
  if (sameDay(at, today)) return "Today";
  if (sameDay(at, new Date(now - DAY))) return "Yesterday";
  return at.getFullYear() === today.getFullYear() ? WEEKDAY.format(at) : DATE_YEAR.format(at);
}

/** Everything about a time, with its zone: for a tooltip. */
export function whole(ts) {
  return `${WHOLE.format(new Date(ts))} (${WHOLE.zone()})`;
}

const STEPS = [
  [60, "s"],
  [3_600, "min"],
  [86_400, "h"],
  [Infinity, "d"],
];

/** How long something is ago, in one unit: "12 s", "3 min", "5 h", "2 d". */
export function age(ms) {
  const s = Math.max(0, Math.round(ms / 1_000));
  let per = 1;
  for (const [end, unit] of STEPS) {
    if (s < end) return `${Math.floor(s / per)} ${unit}`;
    per = end;
  }
}

/** A length of time: "45 s", "12 min", "1 h 23 min". */
export function duration(seconds) {
  if (typeof seconds !== "number") return "–";
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  const min = Math.round(s / 60);
  if (min < 60) return `${min} min`;
  return min % 60 ? `${Math.floor(min / 60)} h ${min % 60} min` : `${min / 60} h`;
}

const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/**
 * A value for a glance, with commas between thousands; "–" where there is none. Written out, because the first
 * number format costs a browser 30 ms. The decimal digits are rounded, not their nearest binary fraction.
 */
export function rounded(value, digits = 1) {
  if (typeof value !== "number") return "–";
  const size = String(Math.abs(value));
  const near = size.includes("e") ? Number(size) : Number(`${Math.round(Number(`${size}e${digits}`))}e-${digits}`);
  const [whole, rest] = near.toFixed(digits).split(".");
  return (value < 0 ? "-" : "") + [whole.replace(THOUSANDS, ","), rest].filter(Boolean).join(".");
}

/** A number with its noun, "1 charger", "3 chargers". */
export const count = (n, noun, plural = `${noun}s`) => `${n} ${n === 1 ? noun : plural}`;

/** [number, unit] of a power in W. */
export function power(w) {
  if (w === null) return ["–", "kW"];
  return Math.abs(w) < 995 && Math.abs(w) >= 1 ? [rounded(w, 0), "W"] : [rounded(w / 1_000, 1), "kW"];
}

/** An energy in Wh. */
export function energy(wh) {
  if (typeof wh !== "number") return "–";
  return wh < 1_000 ? `${rounded(wh, 0)} Wh` : `${rounded(wh / 1_000, wh < 1e6 ? 2 : 0)} kWh`;
}
