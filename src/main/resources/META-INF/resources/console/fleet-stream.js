// The stream of the fleet, asked for while the page's other scripts are still on their way. It imports nothing,
// so that it runs as soon as it is there.
const ADDRESS = "/api/v1/chargers/stream";
const NAMES = ["chargers", "changed", "groups", "alive", "error"];
const said = [];
let source = new EventSource(ADDRESS);

const keep = ({ type, data }) => said.push([type, data]);
for (const name of NAMES) source.addEventListener(name, keep);

/** The stream, and what repeats its events so far to the listeners it has then; null from the second call on. */
function takeOver() {
  const mine = source;
  source = null;
  if (!mine) return null;
  for (const name of NAMES) mine.removeEventListener(name, keep);
  return { source: mine, repeat: () => said.splice(0).forEach(([type, data]) => mine.dispatchEvent(new MessageEvent(type, { data }))) };
}

export const fleetStream = { url: ADDRESS, takeOver };
