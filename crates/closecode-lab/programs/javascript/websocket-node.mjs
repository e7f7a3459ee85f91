import http from "node:http";
import websocket from "websocket";
import { packageVersion, run, Seen } from "./lab.mjs";

function watchConnection(connection, seen) {
  seen.opened();
  connection.on("error", (error) => seen.failed(error));
  connection.on("close", (code, reason) => seen.ended(code, reason));
  // `close` has two arguments, and checks them by itself.
  seen.close((...closes) => connection.close(...closes));
}

run({
  version: () => packageVersion("websocket"),
  client: (address, seen) => {
    const client = new websocket.client();
    client.on("connectFailed", (error) => {
      seen.failed(error);
      seen.ended();
    });
    client.on("connect", (connection) => watchConnection(connection, seen));
    client.connect(address);
  },
  server: (listening) => {
    const httpServer = http.createServer((_, response) => response.writeHead(404).end());
    const server = new websocket.server({ httpServer, autoAcceptConnections: false });
    server.on("request", (request) =>
      watchConnection(request.accept(null, request.origin), new Seen(request.resource)));
    httpServer.listen(0, "127.0.0.1", () => listening(httpServer.address().port));
  },
});
