// The strip on each page: which bridge, whether its broker is there, how many chargers answer.
import { $, el, mark, say } from "./dom.js";
import { count } from "./format.js";
import { renewHeld } from "./holding.js";
import { showAccount } from "./session.js";

const PACE = 1_500;
const PATIENCE = 5_000; // a busy bridge answers late; one that is gone refuses at once
const BROKER = {
  connected: ["Broker connected", "up"],
  silent: ["Broker does not respond", "down"],
  disconnected: ["Broker not connected", "down"],
};
const listeners = [];
let now = null;
let timer = 0;

function item(name) {
  const made = el("span", { class: "item" });
  made.dataset.item = name;
  return made;
}

const [bridge, broker, chargers] = ["bridge", "broker", "chargers"].map(item);

function show() {
  say(bridge, now ? now.id : "");
  bridge.title = now ? `Bridge ${now.id}, version ${now.version}${now.demo ? ", with simulated chargers" : ""}` : "";
  const [text, tone] = now ? BROKER[now.broker.state] : ["Broker unknown", ""];
  say(broker, text);
  mark(broker, "tone", tone);
  broker.title = now ? [now.broker.url, now.broker.problem].filter(Boolean).join(": ") : "The bridge does not answer";
  say(chargers, now ? `${now.answering} of ${count(now.chargers, "charger")} answering` : "");
  mark(chargers, "tone", now && now.answering < now.chargers ? "waiting" : "");
}

async function ask() {
  clearTimeout(timer);
  const before = now?.broker.state;
  try {
    const answer = await fetch("/api/v1/bridge", { signal: AbortSignal.timeout(PATIENCE) });
    now = answer.ok ? await answer.json() : null;
  } catch {
    now = null;
  }
  show();
  if (before && now && before !== now.broker.state && $("news")) say($("news"), BROKER[now.broker.state][0]);
  for (const listener of listeners) listener(now);
  if (!document.hidden) timer = setTimeout(ask, PACE);
}

/** Calls the listener with the state of the bridge now and after each look; null while it does not answer. */
export function onBridge(listener) {
  listeners.push(listener);
  if (now) listener(now);
}

/** Shows the strip and who is signed in; returns the visitor. */
export function showHead() {
  $("strip").replaceChildren(bridge, broker, chargers);
  document.addEventListener("visibilitychange", () => !document.hidden && ask());
  ask();
  setInterval(renewHeld, 1_000);
  return showAccount();
}
