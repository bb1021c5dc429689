// A wire to a port of this machine that can be cut and mended.
import { connect, createServer } from "node:net";

export async function tap(port) {
  const open = new Set();
  let server = null;
  let own = 0;

  const mend = () =>
    new Promise((listening) => {
      server = createServer((near) => {
        const far = connect(Number(port), "127.0.0.1");
        for (const end of [near, far]) {
          open.add(end);
          end.on("error", () => {});
          end.on("close", () => [near, far].forEach((one) => one.destroy() && open.delete(one)));
        }
        near.pipe(far).pipe(near);
      });
      server.listen(own, "127.0.0.1", () => {
        own = server.address().port;
        listening();
      });
    });

  const cut = () =>
    new Promise((closed) => {
      server.close(closed);
      open.forEach((end) => end.destroy());
    });

  await mend();
  return { url: `http://127.0.0.1:${own}`, cut, mend };
}
