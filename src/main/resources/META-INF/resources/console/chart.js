// Power over time, drawn by uPlot.
import uPlot from "/console/lib/uPlot.esm.js";
import { say } from "./dom.js";
import * as words from "./words.js";

const SPACING = 5; // s, as the bridge keeps it
const KEPT = 180;

const colour = (name) => () => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const axis = { stroke: colour("--soft"), grid: { stroke: colour("--edge"), width: 1 }, ticks: { stroke: colour("--edge"), width: 1 } };

/** A chart in `box` with its description in `text`; begins with the values that the bridge keeps. */
export async function powerChart(box, text, address) {
  const times = [];
  const values = [];
  let unit = "";
  const plot = new uPlot(
    {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false },
      scales: { y: { range: (u, low, high) => [Math.min(0, low ?? 0), Math.max(1, (high ?? 0) * 1.1)] } },
      axes: [
        {
          ...axis,
          space: 90,
          values: (u, splits, i, space, step) =>
            splits.map((t) => new Date(t * 1_000).toLocaleTimeString("en-GB", step < 60 ? {} : { hour: "2-digit", minute: "2-digit" })),
        },
        { ...axis, size: 44 },
      ],
      series: [{}, { stroke: colour("--accent"), fill: colour("--chart"), width: 2, points: { show: false } }],
    },
    [times, values],
    box,
  );
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: box.clientHeight })).observe(box);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.redraw());

  const draw = () => {
    plot.setData([times, values]);
    const known = values.filter((v) => v !== null);
    if (!known.length) return say(text, "No reading of the power yet.");
    const span = Math.max(1, Math.round((times.at(-1) - times[0]) / 60));
    const between = `${words.rounded(Math.min(...known))} to ${words.rounded(Math.max(...known))} ${unit}`;
    say(text, `The last ${span === 1 ? "minute" : `${span} minutes`}: ${between}, ${words.rounded(known.at(-1))} ${unit} at the end.`);
  };

  try {
    const past = await (await fetch(`${address}/course`)).json();
    times.push(...past.ts.map((ts) => ts / 1_000));
    values.push(...past.power);
  } catch {
    // The stream tells of a bridge that is away; the chart goes on from now.
  }

  return (c) => {
    unit = c.power?.unit ?? unit;
    const now = c.ts / 1_000;
    if (c.ts && (!times.length || now - times.at(-1) >= SPACING)) {
      times.push(now);
      values.push(typeof c.power?.value === "number" ? c.power.value : null);
      if (times.length > KEPT) {
        times.shift();
        values.shift();
      }
    }
    draw();
  };
}
