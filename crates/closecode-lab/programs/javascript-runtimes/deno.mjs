// The client and the server that Deno has built in.
import { run, Seen, watch } from "../javascript/lab.mjs";

run({
  version: () => Deno.version.deno,
  client: (address, seen) => watch(new WebSocket(address), seen),
  server: (listening) => {
    const onListen = ({ port }) => listening(port);
    Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, (request) => {
      try {
        const { socket, response } = Deno.upgradeWebSocket(request);
        watch(socket, new Seen(request.url));
        return response;
      } catch {
        return new Response(null, { status: 400 });
      }
    });
  },
});
