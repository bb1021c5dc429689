// Requests to the API, with the reason when it refuses.
import { loginPage } from "./session.js";

const PATIENCE = 15_000;

/** The answer, or an error whose message is for people. */
async function asked(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Error("The bridge does not answer.");
  }
  if (answer.ok) return answer;
  if (answer.status === 401) location.assign(loginPage());
  const problem = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(problem.detail ?? `The bridge refuses (${answer.status}).`), { problem });
}

export const json = async (url, options) => (await asked(url, options)).json();

/** All pages of a list, one after the other. */
export async function pages(url) {
  const all = [];
  for (let next = url; next; ) {
    const answer = await asked(next);
    all.push(...(await answer.json()));
    const link = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get("Link") ?? "");
    next = link ? new URL(link[1], location.href).pathname + new URL(link[1], location.href).search : null;
  }
  return all;
}
