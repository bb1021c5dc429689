// Who is looking, and what that allows.
import { $, el } from "./dom.js";

const ADDRESS = "/api/v1/session";
const OWN_PAGE = { "X-Ampwire-Console": "1" };
const ANONYMOUS = { name: null, role: null, login: false, control: false };

/** Who the bridge takes this browser for; without a name while it does not answer. */
export async function who() {
  try {
    const answer = await fetch(ADDRESS, { headers: OWN_PAGE, signal: AbortSignal.timeout(5_000) });
    return answer.ok ? await answer.json() : ANONYMOUS;
  } catch {
    return ANONYMOUS;
  }
}

/** Sends something that changes something; other pages cannot, since they cannot set the header. */
export const send = (url, method, body) => fetch(url, { method, body, headers: OWN_PAGE, signal: AbortSignal.timeout(20_000) });

/** What is wrong with the token, or null once a session is there. */
export async function signIn(token) {
  try {
    const answer = await send(ADDRESS, "POST", new URLSearchParams({ token }));
    return answer.ok ? null : ((await answer.json()).detail ?? "refused");
  } catch {
    return "the bridge does not answer";
  }
}

/** Where to go to sign in and come back from. */
export const loginPage = () => `/login.html?then=${encodeURIComponent(location.pathname + location.search)}`;

async function signOut() {
  await send(ADDRESS, "DELETE");
  location.reload();
}

/** Shows in the page's head who is looking, where anybody could sign in. */
export async function showAccount() {
  const visitor = await who();
  const place = $("account");
  if (place && visitor.name) {
    const out = el("button", { class: "plain", type: "button" }, "Sign out");
    out.addEventListener("click", signOut);
    const name = el("span", { class: "who", title: `Signed in as ${visitor.role}` }, visitor.name);
    place.replaceChildren(name, ...(visitor.login ? [out] : []));
  } else if (place && visitor.login) {
    place.replaceChildren(el("a", { href: loginPage() }, "Sign in"));
  }
  return visitor;
}
