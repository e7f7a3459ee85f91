// The hooks, with the libraries that they are for, over real connections. Waits of ours are long,
// and are cut short by a `setTimeout` that records them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { retryStateOf } from "closecode";
import { reconnecting as forGraphql } from "closecode/graphql-ws";
import { reconnecting as forPartysocket } from "closecode/partysocket";
import { reconnecting as forReconnectingWebSocket } from "closecode/reconnecting-websocket";
import { reconnecting as forYWebsocket } from "closecode/y-websocket";
import { createClient } from "graphql-ws";
import { PartySocket, WebSocket as PartyReconnectingWebSocket } from "partysocket";
import ReconnectingWebSocket from "reconnecting-websocket";
import WebSocket, { WebSocketServer } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const realTimeout = globalThis.setTimeout;
const waits = [];
globalThis.setTimeout = (callback, delay, ...rest) => {
  // 30 s is what `ws` waits for an answer to its Close frame.
  const isOurs = delay > 6000 && delay !== 30_000;
  if (isOurs) waits.push(delay);
  return realTimeout(callback, isOurs ? 1 : delay, ...rest);
};

/** The waits since the last call, in seconds. */
const seconds = () => waits.splice(0).map((delay) => Math.round(delay / 1000));

/**
 * A server that does to its n-th connection what the n-th entry says: refuse it with an HTTP
 * status, or accept it and call a function. Others stay open.
 */
async function serving(script) {
  seconds();
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const server = { connections: 0, opened: [] };
  http.on("upgrade", (request, socket, head) => {
    const entry = script[server.connections];
    server.connections += 1;
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

/** What each test asks for: a minute after a code, the policy's longest otherwise, and an end. */
function options(decisions, more = {}) {
  return {
    WebSocket,
    random: () => 1,
    retryState: retryStateOf(3),
    profile: (code) => ({
      action: code === 4000 ? "stop" : "reconnect",
      backoff: { initialDelay: 60_000, maxDelay: 60_000, factor: 1, jitter: "none" },
    }),
    onDecision(decision) {
      decisions.push(decision);
      if (decision.action === "stop") decisions.stopped?.();
    },
    ...more,
  };
}

/** Restarted, refused, and told to go away. */
const SCRIPT = [(ws) => ws.close(1012), 503, (ws) => ws.close(4000, "kicked")];
const CAUSES = [1012, "not-opened", 4000];
const ACTIONS = ["reconnect", "reconnect", "stop"];
const SECONDS = [60, 40];

function check(server, decisions, ...more) {
  assert.deepEqual(
    decisions.map(({ cause }) => cause),
    CAUSES,
  );
  assert.deepEqual(
    decisions.map(({ action }) => action),
    ACTIONS,
  );
  assert.deepEqual(seconds(), [...SECONDS, ...more]);
  assert.equal(server.connections, 3);
}

/** Long enough for a library to open another connection, if it would. */
const aWhile = () => new Promise((resolve) => realTimeout(resolve, 50));

test("y-websocket waits and stops as decided", async () => {
  const server = await serving(SCRIPT);
  const decisions = [];
  const document = new Y.Doc();
  const provider = new WebsocketProvider(server.url, "room", document, {
    disableBc: true,
    ...forYWebsocket(options(decisions)),
  });
  try {
    const closed = await new Promise((resolve) => provider.on("closed", resolve));
    assert.deepEqual(closed, { code: 4000, reason: "kicked" });
    await aWhile();
    // The provider sets its timer although it has given up; it does nothing when it is over.
    check(server, decisions, 40);
    const next = server.next();
    provider.connect();
    await next;
  } finally {
    provider.destroy();
    document.destroy();
    server.stop();
  }
});

for (const [name, Library, reconnecting, atClose] of [
  ["partysocket", PartyReconnectingWebSocket, forPartysocket, []],
  // It listens until the end.
  ["reconnecting-websocket", ReconnectingWebSocket, forReconnectingWebSocket, [1000]],
]) {
  test(`${name} waits and stops as decided`, async () => {
    const server = await serving(SCRIPT);
    const decisions = [];
    const stopped = new Promise((resolve) => {
      decisions.stopped = resolve;
    });
    const hooks = reconnecting(options(decisions));
    const socket = new Library(hooks.url(server.url), [], hooks.options);
    try {
      await stopped;
      await aWhile();
      check(server, decisions);
      assert.equal(hooks.decision.cause, 4000);
    } finally {
      socket.close();
      server.stop();
    }
  });

  test(`${name} tells what the application closes from what is lost`, async () => {
    const server = await serving([]);
    const decisions = [];
    const hooks = reconnecting(options(decisions));
    const socket = new Library(hooks.url(server.url), [], hooks.options);
    try {
      await server.next();
      await once(socket, "open");
      // Who wants another connection gets one, at once.
      const next = server.next();
      socket.reconnect();
      await next;
      await once(socket, "open");
      socket.close();
      await aWhile();
      assert.deepEqual(
        decisions.map(({ cause }) => cause),
        atClose,
      );
      assert.deepEqual([server.connections, seconds()], [2, []]);
    } finally {
      socket.close();
      server.stop();
    }
  });
}

test("partysocket tries again after it has given up, if it is asked to", async () => {
  const server = await serving([(ws) => ws.close(4000)]);
  const decisions = [];
  const stopped = new Promise((resolve) => {
    decisions.stopped = resolve;
  });
  const hooks = forPartysocket(options(decisions));
  const socket = new PartyReconnectingWebSocket(hooks.url(server.url), [], hooks.options);
  try {
    await stopped;
    await aWhile();
    const next = server.next();
    socket.reconnect();
    await next;
    assert.deepEqual([server.connections, seconds(), hooks.decision], [2, [], undefined]);
  } finally {
    socket.close();
    server.stop();
  }
});

test("partysocket's next attempt waits for what the application does about a decision", async () => {
  const server = await serving([(ws) => ws.close(1008)]);
  const order = [];
  const hooks = forPartysocket({
    WebSocket,
    random: () => 0,
    async onDecision({ action }) {
      await aWhile();
      order.push(action);
    },
  });
  const socket = new PartySocket({
    host: server.url.replace("ws://", ""),
    room: "room",
    ...hooks.options,
    query: async () => {
      await hooks.wait();
      order.push("address");
      return {};
    },
  });
  try {
    await server.next();
    await server.next();
    assert.deepEqual(order, ["address", "reauthenticate", "address"]);
  } finally {
    socket.close();
    server.stop();
  }
});

/** What a GraphQL server says to a client that subscribes. */
const graphql = (then) => (ws) => {
  ws.on("message", (data) => {
    const { type } = JSON.parse(data);
    if (type === "connection_init") ws.send(JSON.stringify({ type: "connection_ack" }));
    if (type === "subscribe") then(ws);
  });
};

test("graphql-ws waits and stops as decided", async () => {
  const [restart, refused, kicked] = SCRIPT;
  const server = await serving([graphql(restart), refused, graphql(kicked)]);
  const decisions = [];
  const hooks = forGraphql(options(decisions));
  const client = createClient({ url: server.url, webSocketImpl: WebSocket, ...hooks });
  const query = { query: "subscription { ticks }" };
  const sink = (resolve) => ({ next() {}, complete() {}, error: resolve });
  try {
    // Two subscriptions ask about the same event: it is decided on once.
    const errors = await Promise.all([
      new Promise((resolve) => client.subscribe(query, sink(resolve))),
      new Promise((resolve) => client.subscribe(query, sink(resolve))),
    ]);
    assert.deepEqual(
      errors.map(({ code }) => code),
      [4000, 4000],
    );
    await aWhile();
    check(server, decisions);
  } finally {
    await client.dispose();
    server.stop();
  }
});

test("graphql-ws does not retry what the application itself throws", async () => {
  const server = await serving([]);
  const decisions = [];
  const client = createClient({
    url: server.url,
    webSocketImpl: WebSocket,
    ...forGraphql(options(decisions)),
    connectionParams() {
      throw new Error("no token");
    },
  });
  try {
    const error = await new Promise((resolve) => {
      const sink = { next() {}, complete() {}, error: resolve };
      client.subscribe({ query: "subscription { ticks }" }, sink);
    });
    assert.equal(error.message, "no token");
    assert.deepEqual(decisions, []);
  } finally {
    await client.dispose();
    server.stop();
  }
});

test("graphql-ws knows what GraphQL over WebSocket says about its codes", () => {
  const decisions = [];
  const { shouldRetry } = forGraphql({ onDecision: (decision) => decisions.push(decision) });
  assert.equal(shouldRetry({ code: 4403, reason: "Forbidden" }), true);
  assert.equal(shouldRetry({ code: 4400, reason: "Bad request" }), false);
  assert.deepEqual(
    decisions.map(({ product, codeName }) => `${product}: ${codeName}`),
    ["GraphQL over WebSocket: Forbidden", "GraphQL over WebSocket: Bad request"],
  );
});
