import WebSocket, { WebSocketServer } from "ws";
import { packageVersion, run, Seen, watch } from "./lab.mjs";
import validation from "./node_modules/ws/lib/validation.js";

run({
  version: () => packageVersion("ws"),
  codes: { received: validation.isValidStatusCode, sendable: validation.isValidStatusCode },
  client: (address, seen) => watch(new WebSocket(address), seen),
  server: (listening) => {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    server.on("listening", () => listening(server.address().port));
    server.on("connection", (socket, request) => {
      const seen = new Seen(request.url);
      watch(socket, seen);
      seen.close((...closes) => socket.close(...closes));
    });
  },
});
