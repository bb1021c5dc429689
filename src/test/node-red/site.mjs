// Lives through random days at a site with the functions of the load management flow, and says by how
// much the limit was ever exceeded: node site.mjs FLOWS DAYS [SEED]
import { readFileSync } from 'node:fs';

const [file, days, firstSeed = '1'] = process.argv.slice(2);
const flows = JSON.parse(readFileSync(file, 'utf8'));
const compile = (name) => {
  const { func } = flows.find((node) => node.type === 'function' && node.name === name);
  return new Function('msg', 'env', 'flow', 'context', 'node', 'Date', func);
};
const known = compile('what is known');
const share = compile('share the limit');

let seed = Number(firstSeed);
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const pick = (list) => list[Math.floor(random() * list.length)];
const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);
const store = () => {
  const map = new Map();
  return { get: (key) => map.get(key), set: (key, value) => map.set(key, value) };
};

class Charger {
  constructor(id) {
    Object.assign(this, { id, max: pick([16, 32]), fallback: pick([0, 6, 8]), set: pick([0, 16, 32]) });
    Object.assign(this, { lease: 0, online: true, car: null, amps: 0, taken: false });
  }

  controlled(now) {
    return this.lease > now;
  }

  inForce(now) {
    return this.controlled(now) ? this.set : this.fallback;
  }

  /** What may flow if its connection is lost this moment. */
  worst(now) {
    return Math.max(this.fallback, this.inForce(now));
  }

  second(now) {
    if (random() < 0.01) this.car = this.car ? null : { wants: pick([10, 16, 32]), waits: random() < 0.2 };
    if (!this.online && random() < 0.1) this.lease = Math.min(this.lease, now);
    const limit = this.inForce(now);
    const wanted = this.car && !this.car.waits && limit >= 6 ? Math.min(limit, this.car.wants) : 0;
    this.amps = wanted > this.amps ? Math.min(wanted, this.amps + 2) : Math.max(wanted, this.amps - 4);
    if (!this.car) this.amps = 0;
  }

  state(now) {
    const held = this.controlled(now);
    const paused = this.inForce(now) === 0;
    return {
      ts: now - Math.floor(random() * 900),
      control: held ? 'held' : 'none',
      control_by: held ? 'me' : null,
      lease_left: held ? 1 : null,
      waiting_for: !this.car ? 'none' : paused ? 'paused' : this.car.waits ? 'vehicle' : 'none',
      ev_presence: this.car ? 1 : 0,
      set_point: this.car ? this.set : null,
      current_phase_1: this.amps,
      current_phase_2: 0,
      degraded_set_point_tri: this.fallback,
    };
  }

  /** The bridge's answer; null where the command was lost on its way. */
  take(name, { value, lease }, now) {
    const fate = random();
    if (!this.online) return { status: 'rejected', code: 'offline' };
    if (fate < 0.02) return null;
    if (fate < 0.04) return { status: 'rejected', code: 'busy' };
    if (name === 'control' && !this.controlled(now)) return { status: 'rejected', code: 'no_control' };
    if (fate < 0.05) return { status: 'unknown' };
    if (name === 'set_point') {
      if (value !== 0 && !(value >= 6 && value <= this.max)) throw new Error('illegal set point ' + value);
      this.set = value;
      this.taken = true;
    }
    this.lease = now + 1000 * lease;
    return { status: fate < 0.06 ? 'unknown' : 'applied' };
  }
}

function day() {
  const chargers = Array.from({ length: 2 + Math.floor(random() * 5) }, (_, i) => new Charger('c' + i));
  const limit = sum(chargers, (c) => c.fallback) + 6 + Math.floor(random() * 40);
  const settings = { SITE_TOPIC: 'a/b', SITE_LIMIT: limit, SITE_LEASE: 30, SITE_CONTROLLER: 'me', SITE_SETTLE: 5 };
  const [flow, context] = [store(), store()];
  const node = { status() {}, warn() {} };
  let now = 1e12;
  const run = (code, msg) => code(msg, { get: (key) => settings[key] }, flow, context, node, { now: () => now });
  const hear = (topic, payload) => run(known, { topic: 'a/b/' + topic, payload });

  hear('status', 'online');
  for (const { id, max } of chargers) {
    hear(id + '/meta', { control: { mode: 'leased', max_current: max } });
    hear(id + '/status', 'online');
  }
  let answers = [];
  const found = { over: 0, drawnOver: 0, used: 0 };
  for (let second = 0; second < 1500; second++) {
    now += 1000;
    for (const charger of chargers) {
      if (random() < 0.003) {
        charger.online = !charger.online;
        hear(charger.id + '/status', charger.online ? 'online' : 'offline');
      }
      charger.second(now);
      if (charger.online) hear(charger.id + '/state', charger.state(now));
    }
    answers.filter(({ at }) => at <= now).forEach(({ topic, payload }) => hear(topic, payload));
    answers = answers.filter(({ at }) => at > now);
    const [commands] = run(share, { topic: 'tick' });
    for (const { topic, payload } of commands) {
      const [, , id, , name] = topic.split('/');
      const answer = chargers.find((c) => c.id === id).take(name, payload, now);
      const late = pick([0, 0, 0, 1000, 3000]);
      if (answer && random() < 0.99) {
        const ack = { ...answer, id: payload.id, command: name, value: payload.value, ts: now };
        answers.push({ at: now + late, topic: id + '/ack/' + name, payload: ack });
      }
    }
    if (chargers.every((c) => c.taken)) {
      const amps = sum(chargers, (c) => c.amps);
      found.over = Math.max(found.over, sum(chargers, (c) => c.worst(now)) - limit);
      found.drawnOver = Math.max(found.drawnOver, amps - limit);
      found.used = Math.max(found.used, amps / limit);
    }
  }
  return found;
}

const all = Array.from({ length: Number(days) }, day);
const most = (key) => Math.max(...all.map((found) => found[key]));
console.log(JSON.stringify({ days: all.length, over: most('over'), drawnOver: most('drawnOver'), used: most('used') }));
