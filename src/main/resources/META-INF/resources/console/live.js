// One stream of server-sent events that comes back by itself.
import { $, say, mark } from "./dom.js";
import { clock } from "./format.js";
import { renewHeld } from "./holding.js";
import { loginPage } from "./session.js";

const SILENCE = 12_000; // the bridge shows a sign of life each 5 s
const SLOWEST = 5_000;

/** Follows a stream; `take` has a function per event name. */
export function follow(url, take) {
  let source = null;
  let watchdog = 0;
  let again = 0;
  let tries = 0;
  let last = null;

  const heard = () => {
    tries = 0;
    last = new Date();
    clearTimeout(watchdog);
    watchdog = setTimeout(() => lose(), SILENCE);
    linkUp();
    renewHeld();
  };

  const open = () => {
    close();
    source = new EventSource(url);
    source.addEventListener("alive", heard);
    for (const [name, use] of Object.entries(take)) {
      source.addEventListener(name, (event) => {
        use(JSON.parse(event.data));
        heard();
      });
    }
    source.addEventListener("error", lose);
    watchdog = setTimeout(() => lose(), SILENCE);
  };

  const close = () => {
    clearTimeout(watchdog);
    clearTimeout(again);
    source?.close();
    source = null;
  };

  /** The bridge ends a stream now and then, to ask who follows; only a second failure is news. */
  const lose = async (ended) => {
    close();
    tries++;
    if (ended && tries === 1) return open();
    const wait = Math.min(SLOWEST, 250 * 2 ** tries);
    again = setTimeout(open, wait);
    linkDown(last, await refusal(url));
  };

  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && open());
  addEventListener("online", open);
  open();
}

/** Why the bridge refuses, if it is there and does: an event source does not tell. */
async function refusal(url) {
  try {
    const answer = await fetch(url.replace(/\/stream$/, ""), { signal: AbortSignal.timeout(3_000) });
    if (answer.status === 401) location.replace(loginPage());
    return answer.ok ? null : ((await answer.json()).detail ?? null);
  } catch {
    return null;
  }
}

function linkUp() {
  if (document.body.dataset.link === "down") say($("news"), "Connected to the bridge again.");
  mark(document.body, "link", "up");
  mark($("link"), "link", "up");
  say($("link"), "Live");
  $("lost").hidden = true;
}

function linkDown(last, why) {
  const since = last ? ` What you see is from ${clock(last)}.` : "";
  const text = why ? `${why.charAt(0).toUpperCase()}${why.split(";")[0].slice(1)}.` : `No connection to the bridge.${since} Retrying.`;
  if (document.body.dataset.link !== "down") say($("news"), text);
  mark(document.body, "link", "down");
  mark($("link"), "link", "down");
  say($("link"), why ? "Refused" : "No connection");
  $("lost").hidden = false;
  say($("lost"), text);
  if (why) $("none").hidden = true;
}
