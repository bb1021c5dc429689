// A Sparkplug host application for the tests. It shares no code with the bridge: mosquitto_sub receives,
// and Eclipse Tahu's library decodes and encodes.
//
//   node host.mjs listen PORT    prints each message under spBv1.0 as one line of JSON
//   node host.mjs encode JSON    prints a payload in hexadecimal
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import sparkplug from 'sparkplug-payload';
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';

const codec = sparkplug.get('spBv1.0');
const { Payload } = proto.org.eclipse.tahu.protobuf;
const types = new Map();

// Data omits the types, and the library returns null without them: a host takes them from the births.
function typed(topic, bytes) {
  const [, group, type, node, device = ''] = topic.split('/');
  const message = Payload.decode(bytes);
  for (const metric of message.metrics) {
    const key = [group, node, device, metric.name].join('/');
    if (type.endsWith('BIRTH')) {
      types.set(key, metric.datatype);
    } else if (!Object.hasOwn(metric, 'datatype') && types.has(key)) {
      metric.datatype = types.get(key);
    }
  }
  return Payload.encode(message).finish();
}

function number(value) {
  if (Array.isArray(value)) return value.map(number);
  if (value !== null && typeof value === 'object') {
    if (typeof value.toNumber === 'function') return value.toNumber();
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, number(inner)]));
  }
  return value;
}

function listen(port) {
  const received = spawn('mosquitto_sub',
    ['-h', '127.0.0.1', '-p', port, '-q', '1', '-t', 'spBv1.0/#', '-F', '%r %q %t %x'],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  received.on('exit', () => process.exit());
  process.on('SIGTERM', () => received.kill());
  createInterface({ input: received.stdout }).on('line', (line) => {
    const [retained, qos, topic, hex = ''] = line.split(' ');
    const bytes = Buffer.from(hex, 'hex');
    const payload = topic.startsWith('spBv1.0/STATE/')
      ? bytes.toString()
      : number(codec.decodePayload(typed(topic, bytes)));
    console.log(JSON.stringify({ retained: retained === '1', qos: Number(qos), topic, payload }));
  });
}

const [, , mode, argument] = process.argv;
if (mode === 'listen') {
  listen(argument);
} else {
  console.log(Buffer.from(codec.encodePayload(JSON.parse(argument))).toString('hex'));
}
