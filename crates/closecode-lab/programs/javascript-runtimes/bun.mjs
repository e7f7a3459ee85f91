// The client and the server that Bun has built in.
import { run, Seen, watch } from "../javascript/lab.mjs";

run({
  version: () => Bun.version,
  client: (address, seen) => watch(new WebSocket(address), seen),
  server: (listening) => {
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request, server) =>
        server.upgrade(request, { data: new Seen(request.url) })
          ? undefined
          : new Response(null, { status: 400 }),
      websocket: {
        open(socket) {
          socket.data.opened();
          socket.data.close((...closes) => socket.close(...closes));
        },
        message() {},
        error: (socket, error) => socket.data.failed(error),
        close: (socket, code, reason) => socket.data.ended(code, reason),
      },
    });
    listening(server.port);
  },
});
