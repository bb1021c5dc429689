// What a group's panel shows: where its limit comes from, its phases, and whose turn it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { model, phaseText } from "../../main/resources/META-INF/resources/console/group-model.js";

const NOW = 1_795_374_000_000;
const GROUP = { name: "feeder-1", max_current: 63, members: ["bay-01", "bay-02", "bay-03"] };
const member = (id, change = {}) => ({
  id,
  online: true,
  cap: 16,
  proved: true,
  counted: 16,
  currents: [15.8, 15.9, 15.7],
  phases: ["L1", "L2", "L3"],
  waiting: null,
  ...change,
});
const STATE = {
  ts: NOW - 2_000,
  source: "command",
  limit: [40, 40, 40],
  limit_watts: null,
  lease_left: 41,
  by: "ems-1",
  measured: [15.8, 15.9, 15.7],
  granted: [32, 16, 16],
  free: [8, 24, 24],
  other: [0, 0, 0],
  meter_fresh: true,
  members: [
    member("bay-01"),
    member("bay-02", { currents: [0, 0, 0], phases: ["L1"] }),
    member("bay-03", { cap: 0, currents: [0, 0, 0], waiting: 1 }),
  ],
};
const charging = (id) => ({
  id,
  name: null,
  online: true,
  fit: "fits",
  vehicle: "charging",
  implausible: 0,
  limit_followed: true,
  waiting_for: "none",
  last: null,
  word_order: { state: "proved" },
  currents: [{ value: 10 }, { value: 11 }, { value: null }],
  set_point: { value: 16, unit: "A" },
  fallback: [{ value: 10, unit: "A" }],
});
const chargers = new Map(["bay-01", "bay-02", "bay-03"].map((id) => [id, charging(id)]));
const shown = (change = {}) => model(GROUP, { ...STATE, ...change }, chargers, NOW);

test("the limit says where it comes from and how long it holds", () => {
  assert.equal(shown().limit, "40 A per phase");
  assert.equal(shown().source, "Limit set by ems-1");
  assert.equal(shown().lease, "39 s left");
  assert.equal(shown({ by: null }).source, "Limit set by a command");
  assert.equal(shown({ source: "safe" }).source, "Safe current: the lease of the last limit ended");
  assert.equal(shown({ source: "safe", meter_fresh: false }).source, "Safe current: the meter is silent");
  assert.equal(shown({ limit: [40, 38, 40] }).limit, "40 / 38 / 40 A");
});

test("a phase above its limit is marked, with the other load counted", () => {
  assert.deepEqual(
    shown().phases.map((phase) => phase.over),
    [false, false, false],
  );
  const over = shown({ other: [30, 0, 0] }).phases[0];
  assert.equal(over.over, true);
  assert.equal(phaseText(over), "15.8 A drawn, 32 A granted, other load 30.0 A, limit 40 A");
});

test("the diagram has room for the largest of limit, feeder and what may be drawn", () => {
  assert.equal(shown().scale, 63);
  assert.equal(shown({ other: [50, 0, 0] }).scale, 82);
});

test("whose turn it is shows, and who is next", () => {
  assert.deepEqual(
    shown().members.map((one) => one.text),
    ["Charging, its turn", "Charging, its turn", "Paused, next to charge"],
  );
  assert.equal(shown().waiting, "1 car waits for a turn");
  const third = { ...STATE.members[2], waiting: 3 };
  assert.equal(shown({ members: [third] }).members[0].text, "Paused, 2 before it");
  assert.equal(shown({ members: [{ ...third, currents: [6, 6, 6] }] }).members[0].text, "Being paused");
});

test("a phase that a member does not load has no current", () => {
  assert.deepEqual(shown().members[1].phases, [0, null, null]);
});

test("a member that does not answer counts with what it may draw", () => {
  const gone = member("bay-01", { online: false, counted: 10 });
  assert.equal(shown({ members: [gone] }).members[0].text, "No answer, counts with 10 A");
});

test("a cap that is not proved yet is being set", () => {
  assert.equal(shown({ members: [member("bay-01", { proved: false })] }).members[0].text, "Being set to 16 A");
});

test("a group that only guards shows its chargers' own values", () => {
  const seen = model(GROUP, null, chargers, NOW);
  assert.equal(seen.limit, "63 A per phase");
  assert.deepEqual(
    seen.phases.map(({ measured, granted }) => [measured, granted]),
    [
      [30, 48],
      [33, 48],
      [0, 48],
    ],
  );
  assert.equal(model(GROUP, null, new Map(), NOW).members[0].text, "Not reached yet");
});

test("an old state says how old it is", () => {
  assert.equal(shown({ ts: NOW - 60_000 }).old, "As of 1 min ago");
  assert.equal(shown().old, null);
});
