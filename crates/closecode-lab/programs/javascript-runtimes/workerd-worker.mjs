// The worker that workerd runs: it opens the address that it is asked for, and accepts WebSockets.
import { Seen, watch } from "./seen.mjs";

export default {
  async fetch(request) {
    const address = new URL(request.url).searchParams.get("open");
    if (address) {
      const seen = new Seen(address);
      const socket = new WebSocket(address);
      watch(socket, seen);
      // The worker is only alive until it answers.
      await new Promise((resolve) => socket.addEventListener("close", resolve));
      return new Response();
    }
    if (request.headers.get("Upgrade") !== "websocket") return new Response();
    const { 0: client, 1: server } = new WebSocketPair();
    const seen = new Seen(request.url);
    server.accept();
    watch(server, seen);
    seen.opened();
    seen.close((...closes) => server.close(...closes));
    return new Response(null, { status: 101, webSocket: client });
  },
};
