// Sends commands to one charger and renews the lease while this page is open.
import { $, el, say, mark } from "./dom.js";
import { loginPage, send } from "./session.js";

/** The lease is renewed after this share of it. */
const RENEW_AFTER = 0.4;

const SAID = {
  applied: (ack) => (ack.verified ? `${value(ack)} applied and read back` : `${value(ack)} applied; it cannot be read back yet`),
  rejected: (ack) => `Refused: ${ack.message}`,
  failed: (ack) => `Failed: ${ack.message}`,
  unknown: (ack) => `Unknown whether it was applied: ${ack.message}`,
};
const TONES = { applied: "charging", rejected: "waiting" };

const value = (ack) => (ack.command === "control" ? "Control" : `${ack.value} A`);

function show(tone, text) {
  $("ack").hidden = false;
  mark($("ack"), "tone", tone);
  say($("ack"), text);
}

/** Sends a command and shows the answer. */
async function command(address, name, payload) {
  try {
    const answer = await send(
      `${address}/cmd/${name}`,
      "POST",
      JSON.stringify({ ...payload, id: crypto.randomUUID?.() ?? `c${Date.now()}` }),
    );
    const said = await answer.json();
    if (answer.status === 401) location.assign(loginPage());
    if (!answer.ok) return show("problem", `Refused: ${said.detail ?? answer.status}`);
    if (payload.value === "renew")
      return said.status === "applied" ? undefined : show("problem", `Control was not renewed: ${said.message}`);
    show(
      TONES[said.status] ?? "problem",
      `${payload.value === "release" && said.status === "applied" ? "Control given back" : SAID[said.status](said)}, ${said.ms} ms.`,
    );
    return said;
  } catch {
    show("problem", "The bridge does not answer; it is unknown whether the command was applied.");
  }
}

/** Why the caller cannot send commands here; null where it can. */
function hindrance(c, visitor) {
  if (c.control.mode === "none") return visitor.control ? "The inventory does not permit control of this charger; set max-current." : null;
  if (visitor.control) return c.set_point_takes ? null : "This charger has no limit to set.";
  if (visitor.role === "operator") return "Commands over HTTP are disabled; ampwire.console.control=true enables them.";
  return visitor.login && visitor.role === null ? "Sign in as an operator to control it from here." : null;
}

/** Builds the controls; call the result with each new state of the charger. */
export function controlPanel(id, address, visitor) {
  const key = `ampwire-holds-${id}`;
  let lease = 60;
  let made = false;
  let renewed = 0;
  let holding = false;

  // When this tab took control, by the bridge's clock: a reload keeps it, another tab does not see it.
  const taken = () => Number(sessionStorage.getItem(key) ?? 0);
  const mine = (c) => c.control.held && c.control.by === visitor.name && taken() > 0;

  const set = async (amps) => {
    $("amps").value = amps;
    $("set").disabled = true;
    const said = await command(address, "set_point", { value: amps, lease });
    $("set").disabled = false;
    if (said?.status !== "applied") return;
    sessionStorage.setItem(key, String(said.ts));
    renewed = Date.now();
  };

  /** Called by a timer and by every state: a page in the background has a slow timer. */
  const renew = async () => {
    if (!holding || Date.now() - renewed < lease * 1_000 * RENEW_AFTER) return;
    renewed = Date.now();
    await command(address, "control", { value: "renew" });
  };
  setInterval(renew, 1_000);

  const make = (takes, max) => {
    const top = Math.min(takes.max, max ?? takes.max);
    const input = $("amps");
    input.min = Math.min(takes.min, ...takes.also);
    input.max = top;
    say($("amps-label"), `Limit, ${takes.unit}`);
    say(
      $("takes"),
      `${takes.also.map((v) => (v === takes.pause ? `${v} to pause` : v)).join(", ")}${takes.also.length ? ", or " : ""}${takes.min} to ${top}.`,
    );
    const step = (by) => () => {
      const now = Number(input.value || takes.min) + by;
      input.value = now < takes.min ? (by < 0 && takes.also.length ? takes.also[0] : takes.min) : Math.min(top, now);
    };
    $("less").addEventListener("click", step(-1));
    $("more").addEventListener("click", step(1));
    const common = [...new Set([takes.pause, takes.min, 10, 16, 20, 32, top])].filter(
      (v) => v !== null && (v === takes.pause || (v >= takes.min && v <= top)),
    );
    for (const amps of common.sort((a, b) => a - b)) {
      const pick = el("button", { type: "button", class: "pick" }, amps === takes.pause ? "Pause" : `${amps} ${takes.unit}`);
      pick.addEventListener("click", () => set(amps));
      $("common").append(pick);
    }
    $("control-form").addEventListener("submit", (event) => {
      event.preventDefault();
      set(Number(input.value));
    });
    $("release").addEventListener("click", async () => {
      sessionStorage.removeItem(key);
      holding = false;
      await command(address, "control", { value: "release" });
    });
    made = true;
  };

  return (c) => {
    const why = hindrance(c, visitor);
    const can = why === null && visitor.control && c.control.mode !== "none";
    $("may").hidden = why === null;
    say($("may"), why ?? "");
    $("control-form").hidden = !can;
    if (!can) return;
    lease = c.control.lease;
    if (!made) {
      make(c.set_point_takes, c.control.max_current);
      $("amps").value = typeof c.set_point.value === "number" ? c.set_point.value : c.set_point_takes.min;
    }
    if (!c.control.held && c.ts > taken()) sessionStorage.removeItem(key);
    holding = mine(c);
    $("release").hidden = !holding;
    say(
      $("terms"),
      holding
        ? `Kept while this page is open; ${lease} s after it is closed the charger falls back to its own limit.`
        : `Setting a limit takes control for ${lease} s at a time, renewed while this page is open.`,
    );
    renew();
  };
}
