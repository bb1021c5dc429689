// What people read about a charger and about what happened.
import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "../../main/resources/META-INF/resources/console/log.js";
import { bySite, feeder, totals } from "../../main/resources/META-INF/resources/console/sites.js";
import * as words from "../../main/resources/META-INF/resources/console/words.js";

const CHARGER = {
  id: "bay-01",
  name: null,
  online: true,
  fit: "fits",
  vehicle: "charging",
  implausible: 0,
  limit_followed: null,
  waiting_for: "none",
  last: null,
  word_order: { state: "proved", order: "high-word-first", documented: "high-word-first" },
  control: { held: false, by: null, mode: "standing" },
  currents: [{ value: 10 }, { value: 11 }, { value: null }],
  power: { value: 7.4, unit: "kW" },
};
const charger = (change) => ({ ...CHARGER, ...change });
const silent = { online: false, vehicle: "unknown", waiting_for: "unknown" };

test("what is unknown is shown as unknown", () => {
  assert.equal(words.situation(charger({ ...silent, last: null })).text, "Never answered");
  assert.equal(words.waitingFor(charger(silent)), "unknown");
  assert.equal(words.limitFollowed(charger({})), "–");
  assert.equal(words.situation(charger({ online: null })).tone, "idle");
});

test("a charger that stopped answering keeps its last values and says since when", () => {
  const c = charger({ ...silent, power: { value: null, unit: "kW" }, last: { ts: Date.now(), power: { value: 7.4, unit: "kW" } } });
  assert.match(words.situation(c).text, /^No answer since \d\d:\d\d:\d\d$/);
  assert.equal(words.watts(words.shown(c).power), 7_400);
  assert.equal(words.shown(charger({})).old, null);
});

test("a word order that differs from the document is said in words, and an equal one not", () => {
  const verdict = { state: "proved", order: "low-word-first", documented: "high-word-first" };
  assert.equal(words.orderContradiction(verdict), "Readings prove low word first; the document says high");
  assert.equal(words.orderContradiction({ ...verdict, order: "high-word-first" }), null);
});

test("the fallback names the phases only where they differ", () => {
  const both = (mono, tri) => ({
    fallback: [
      { point: "degraded_set_point_mono", value: mono, unit: "A" },
      { point: "degraded_set_point_tri", value: tri, unit: "A" },
    ],
  });
  assert.equal(words.fallback(both(10, 8)), "10 A one-phase, 8 A three-phase");
  assert.equal(words.fallback(both(8, 8)), "8 A");
});

test("control says who, or that no name was given", () => {
  assert.equal(words.controlSentence({ held: true, by: null }), "Controlled over MQTT (no name given)");
  assert.equal(words.controlSentence({ held: true, by: "ems-1" }), "Controlled by ems-1");
});

test("an event says what a person needs, with the label of a code", () => {
  const labels = { ev_state: { 7: "ev_connected_ready" } };
  assert.equal(describe({ type: "session_started", ev_state: 7 }, labels).how, "EV connected, ready (7)");
  const started = { type: "session_started", id: "bay-01-x", ev_state: 7, complete: false };
  assert.equal(describe(started, labels).how, "EV connected, ready (7), its beginning was not seen");
  assert.equal(describe({ type: "control_taken", value: 16, by: "ems-1", resumed: false }).how, "16 A, by ems-1");
  assert.equal(describe({ type: "control_taken", value: 16, by: "ems-1", resumed: true }).how, "16 A, by ems-1, resumed after restart");
});

test("a contradiction with the document is information, a fault is an alarm", () => {
  const contradicts = describe({ type: "word_order_contradicts_map", proved: "low-word-first", documented: "high-word-first" });
  assert.deepEqual([contradicts.severity, contradicts.how], ["info", "Readings prove low word first; the document says high"]);
  assert.equal(describe({ type: "fault_raised" }).severity, "alarm");
  assert.equal(describe({ type: "control_lost", reason: "lease_expired" }).severity, "warning");
});

test("sites keep the inventory's order, sum up, and chargers without one come last", () => {
  const entry = (id, site, kinds = []) => ({ c: charger({ id, site }), kinds: new Set(kinds) });
  const all = [entry("a", null), entry("b", "North", ["charging"]), entry("c", "South", ["problem"]), entry("d", "North")];
  assert.deepEqual([...bySite(all).keys()], ["North", "South", ""]);
  assert.deepEqual(totals(bySite(all).get("North")), { chargers: 2, online: 2, charging: 1, problem: 0, power: 14_800 });
});

test("a feeder counts its busiest phase, and is unknown while no member is known", () => {
  const group = { name: "feeder-1", max_current: 63, members: ["a", "b", "gone"] };
  const chargers = new Map([
    ["a", { c: charger({ id: "a" }) }],
    ["b", { c: charger({ id: "b", currents: [{ value: 16 }, { value: null }, { value: null }] }) }],
  ]);
  assert.deepEqual(feeder(group, chargers), { amps: 26, limit: 63 });
  assert.equal(feeder(group, new Map()), null);
});
