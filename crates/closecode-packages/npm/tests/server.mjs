// A server that ends connections, for the hooks to decide about.

import { once } from "node:events";
import { createServer } from "node:http";

import { WebSocketServer } from "ws";

/**
 * A server that does to its n-th connection what the n-th entry says: refuse it with an HTTP
 * status, leave it without an answer, or accept it and call a function. Others stay open.
 */
export async function serving(script) {
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const server = { connections: 0, opened: [] };
  http.on("upgrade", (request, socket, head) => {
    const entry = script[server.connections];
    server.connections += 1;
    if (entry === "silence") {
      server.opened.push({ terminate: () => socket.destroy() });
      return;
    }
    if (typeof entry === "number") {
      socket.end(`HTTP/1.1 ${entry} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      server.opened.push(ws);
      http.emit("opened", ws);
      entry?.(ws);
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  server.url = `ws://127.0.0.1:${http.address().port}`;
  server.next = () => once(http, "opened");
  server.stop = () => {
    for (const ws of server.opened) ws.terminate();
    http.close();
    http.closeAllConnections();
  };
  return server;
}

/** Restarted, refused, lost, and told to go away. */
export const SCRIPT = [
  (ws) => ws.close(1012),
  503,
  (ws) => ws.terminate(),
  (ws) => ws.close(4000, "kicked"),
];

/** What a GraphQL server says to a client that subscribes. */
export const graphql = (then) => (ws) => {
  ws.on("message", (data) => {
    const { type } = JSON.parse(data);
    if (type === "connection_init") ws.send(JSON.stringify({ type: "connection_ack" }));
    if (type === "subscribe") then(ws);
  });
};

/** `SCRIPT`, once somebody has subscribed. */
export const GRAPHQL_SCRIPT = SCRIPT.map((entry) =>
  typeof entry === "function" ? graphql(entry) : entry,
);
