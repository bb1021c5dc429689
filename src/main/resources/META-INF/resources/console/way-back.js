// The list of chargers as it was left, for the way back from a charger.
const LEFT = "ampwire-list";
const RETURNS = "ampwire-list-returns";

/** Remembers the list's address and place. */
export const leave = (search, y) => sessionStorage.setItem(LEFT, JSON.stringify({ search, y }));

const left = () => JSON.parse(sessionStorage.getItem(LEFT) ?? '{"search":"","y":0}');

/** Makes a link lead to the list as it was left. */
export function wayBack(link) {
  link.setAttribute("href", `/${left().search}`);
  link.addEventListener("click", () => sessionStorage.setItem(RETURNS, "yes"));
}

/** Where the list was when it was left, 0 for a visit that is not a return. */
export function returnTo() {
  const y = sessionStorage.getItem(RETURNS) ? left().y : (history.state?.y ?? 0);
  sessionStorage.removeItem(RETURNS);
  return y;
}
