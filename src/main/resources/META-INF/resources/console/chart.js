// Values over time, drawn by uPlot, with the values under the pointer in words.
import uPlot from "/console/lib/uPlot.esm.js";
import { el, say } from "./dom.js";
import { clock, date, minute, rounded, timeOfDay } from "./format.js";

const SPACING = 5; // s, as the bridge keeps it
const KEPT = 180;
const DAY = 86_400;
const FEW = 5; // values that make no line and are drawn as points

const colour = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const axis = { stroke: colour("--soft"), grid: { stroke: colour("--edge"), width: 1 }, ticks: { stroke: colour("--edge"), width: 1 } };

const LOOKS = {
  power: { stroke: colour("--accent"), fill: colour("--chart"), width: 2 },
  1: { stroke: colour("--line-1"), width: 1.5 },
  2: { stroke: colour("--line-2"), width: 1.5 },
  3: { stroke: colour("--line-3"), width: 1.5 },
  limit: { stroke: colour("--text"), width: 1.5, dash: [6, 4], paths: uPlot.paths.stepped({ align: 1 }) },
};

/** The day at midnight, else the time of day. */
function tick(ts, step) {
  const at = new Date(ts);
  if (step >= DAY || at.getHours() + at.getMinutes() + at.getSeconds() === 0) return date(ts);
  return step < 60 ? timeOfDay(ts) : minute(ts, ts);
}

const ticks = (u, splits, i, space, step) => splits.map((t) => tick(t * 1_000, step));

/**
 * A chart in a box. Series are {key, label, line}; `line` is a look of LOOKS. The result takes the times in s
 * and the values by key. `reading` shows the values at the pointer, or the last ones.
 */
export function chart(box, reading, unit, series) {
  let data = [[], ...series.map(() => [])];
  let shown = [];

  const showAt = (index) => {
    const at = index ?? lastKnown();
    const parts = [
      data[0].length ? clock(data[0][at] * 1_000) : "no values",
      ...shown.map((i) => `${rounded(data[i + 1][at], unit === "A" ? 1 : 2)} ${unit}`),
    ];
    [...reading.children].forEach((node, i) => say(i === 0 ? node : node.lastElementChild, parts[i]));
  };

  const known = (values) => values.filter((v) => v !== null && v !== undefined).length;
  const lastKnown = () => {
    for (let i = data[0].length - 1; i > 0; i--) if (data.slice(1).some((values) => known([values[i]]))) return i;
    return Math.max(0, data[0].length - 1);
  };

  const legend = () => {
    reading.replaceChildren(
      el("span", { class: "at" }),
      ...shown.map((i) => el("span", { class: "key", "data-line": series[i].line }, `${series[i].label} `, el("b"))),
    );
  };

  const plot = new uPlot(
    {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false, points: { size: 7 } },
      hooks: { setCursor: [(u) => showAt(u.cursor.idx ?? null)] },
      scales: { y: { range: (u, low, high) => [Math.min(0, low ?? 0), Math.max(1, (high ?? 0) * 1.1)] } },
      axes: [
        { ...axis, space: 80, values: ticks },
        { ...axis, size: 52, label: unit, labelSize: 18, labelGap: 0, font: "12px system-ui", labelFont: "12px system-ui" },
      ],
      series: [
        {},
        ...series.map(({ line }) => ({ points: { show: (u, i) => known(u.data[i]) < FEW, size: 5 }, spanGaps: false, ...LOOKS[line] })),
      ],
    },
    data,
    box,
  );
  new ResizeObserver(() => box.clientWidth && plot.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw());

  return (times, values) => {
    data = [times, ...series.map(({ key }) => values[key] ?? times.map(() => null))];
    const there = series.map((_, i) => i).filter((i) => data[i + 1].some((v) => v !== null && v !== undefined));
    if (String(there) !== String(shown)) {
      shown = there;
      legend();
    }
    plot.setData(data);
    showAt(plot.cursor.idx ?? null);
  };
}

/** The last quarter of an hour of the power, live; begins with the values that the bridge keeps. */
export async function powerChart(box, reading, text, address) {
  const times = [];
  const power = [];
  let unit = "";
  let draw = null;
  try {
    const past = await (await fetch(`${address}/course`)).json();
    times.push(...past.ts.map((ts) => ts / 1_000));
    power.push(...past.power);
  } catch {
    // The stream shows a bridge that is away; the chart goes on from now.
  }

  return (c) => {
    unit = c.power?.unit ?? unit;
    draw ??= chart(box, reading, unit || "kW", [{ key: "power", label: "Power", line: "power" }]);
    const now = c.ts / 1_000;
    if (c.ts && (!times.length || now - times.at(-1) >= SPACING)) {
      times.push(now);
      power.push(typeof c.power?.value === "number" ? c.power.value : null);
      if (times.length > KEPT) {
        times.shift();
        power.shift();
      }
    }
    draw(times, { power });
    say(text, summary(times, power, unit));
  };
}

function summary(times, values, unit) {
  const known = values.filter((v) => v !== null);
  if (!known.length) return "No reading of the power yet.";
  const span = Math.max(1, Math.round((times.at(-1) - times[0]) / 60));
  const between = `${rounded(Math.min(...known))} to ${rounded(Math.max(...known))} ${unit}`;
  return `The last ${span === 1 ? "minute" : `${span} minutes`}: ${between}, ${rounded(known.at(-1))} ${unit} at the end.`;
}
