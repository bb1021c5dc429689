// The pages of the console, by their addresses.

const PAGES = new Set([
  "/",
  "/charger.html",
  "/groups.html",
  "/sessions.html",
  "/events.html",
  "/library.html",
  "/map.html",
  "/upload.html",
]);

/** Where to go after signing in: the wanted page if it is in the table, else the first one. */
export function pageAfterSignIn(wanted, origin) {
  let address;
  try {
    address = new URL(wanted ?? "/", origin);
  } catch {
    return "/";
  }
  return address.origin === origin && PAGES.has(address.pathname) ? address.pathname + address.search : "/";
}
