import http from "node:http";
import WebSocket from "faye-websocket";
import { packageVersion, run, Seen, watch } from "./lab.mjs";

run({
  version: () => packageVersion("faye-websocket"),
  client: (address, seen) => watch(new WebSocket.Client(address), seen),
  server: (listening) => {
    const server = http.createServer();
    server.on("upgrade", (request, socket, body) =>
      watch(new WebSocket(request, socket, body), new Seen(request.url)));
    server.listen(0, "127.0.0.1", () => listening(server.address().port));
  },
});
