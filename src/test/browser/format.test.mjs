// Times and numbers as every page writes them.
process.env.TZ = "Europe/Berlin";
import assert from "node:assert/strict";
import { test } from "node:test";

const format = await import("../../main/resources/META-INF/resources/console/format.js");
const NOW = Date.UTC(2026, 10, 26, 17, 3, 5); // 18:03:05 in Berlin

test("a time of today has 24 hours and seconds, another day its date, another year that too", () => {
  assert.equal(format.clock(NOW, NOW), "18:03:05");
  assert.equal(format.clock(NOW - 19 * 3_600_000, NOW), "25 Nov, 23:03");
  assert.equal(format.clock(Date.UTC(2025, 5, 1, 6, 0), NOW), "1 Jun 2025, 08:00");
  assert.equal(format.minute(NOW, NOW), "18:03");
});

test("a day is a heading by its distance from today, on the wall's calendar", () => {
  assert.equal(format.day(NOW, NOW), "Today");
  assert.equal(format.day(Date.UTC(2026, 10, 25, 23, 30), NOW), "Today"); // 00:30 in Berlin
  assert.equal(format.day(Date.UTC(2026, 10, 25, 22, 30), NOW), "Yesterday");
  assert.equal(format.day(Date.UTC(2026, 10, 20, 12, 0), NOW), "Friday 20 November");
});

test("the tooltip names the zone", () => {
  assert.match(format.whole(NOW), /Thu, 26 Nov 2026.*18:03:05.*Europe\/Berlin/);
});

test("an age has one unit, a duration two", () => {
  assert.deepEqual([0, 59_000, 61_000, 7_200_000, 200_000_000].map(format.age), ["0 s", "59 s", "1 min", "2 h", "2 d"]);
  assert.deepEqual([45, 90, 3_599, 4_980, null].map(format.duration), ["45 s", "2 min", "1 h", "1 h 23 min", "–"]);
});

test("a number has a fixed count of digits and commas between thousands, as the locale writes them", () => {
  const values = [-0.04, 1e-7, 15.98833, 999.96, 1_052.2, -1_234_567.891, 123_456, 1e9];
  for (let hundredths = 0; hundredths < 10_000; hundredths++) values.push(hundredths / 100);
  for (const digits of [0, 1, 2, 3]) {
    const locale = new Intl.NumberFormat("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    for (const value of values) assert.equal(format.rounded(value, digits), locale.format(value));
  }
  assert.equal(format.rounded(null), "–");
});

test("numbers have a unit that fits their size, and nothing is a dash", () => {
  assert.deepEqual(format.power(null), ["–", "kW"]);
  assert.deepEqual(format.power(820), ["820", "W"]);
  assert.deepEqual(format.power(9_551), ["9.6", "kW"]);
  assert.equal(format.energy(999), "999 Wh");
  assert.equal(format.energy(7_412), "7.41 kWh");
  assert.equal(format.energy(null), "–");
  assert.equal(format.count(1, "charger"), "1 charger");
  assert.equal(format.count(3, "charger"), "3 chargers");
});
