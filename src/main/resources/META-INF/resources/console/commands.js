// Sends one command to one charger.
import { loginPage, send } from "./session.js";

/** The answer of the charger, or an object with the problem in words. */
export async function command(id, name, payload) {
  try {
    const answer = await send(
      `/api/v1/chargers/${encodeURIComponent(id)}/cmd/${name}`,
      "POST",
      JSON.stringify({ ...payload, id: crypto.randomUUID?.() ?? `c${Date.now()}` }),
    );
    const said = await answer.json();
    if (answer.status === 401) location.assign(loginPage());
    return answer.ok ? said : { problem: `Refused: ${said.detail ?? answer.status}` };
  } catch {
    return { problem: "The bridge does not answer; it is unknown whether the command was applied." };
  }
}
