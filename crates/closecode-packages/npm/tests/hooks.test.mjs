// The hooks, with the libraries that they are for, over real connections. Waits of ours are long,
// and are cut short by a `setTimeout` that records them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";

import { retryStateOf } from "closecode";
import { reconnecting as forGraphql } from "closecode/graphql-ws";
import { reconnecting as forPartysocket } from "closecode/partysocket";
import { reconnecting as forReconnectingWebSocket } from "closecode/reconnecting-websocket";
import { reconnecting as forYWebsocket } from "closecode/y-websocket";
import { createClient } from "graphql-ws";
import { PartySocket, WebSocket as PartyReconnectingWebSocket } from "partysocket";
import ReconnectingWebSocket from "reconnecting-websocket";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { GRAPHQL_SCRIPT, SCRIPT, graphql, serving } from "./server.mjs";

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

/** What each test asks for: a minute after a code, the policy's longest otherwise, and an end. */
function options(decisions) {
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
  };
}

/** What is decided about the ends of `SCRIPT`. */
const CAUSES = [1012, "not-opened", 1006, 4000];
const ACTIONS = ["reconnect", "reconnect", "reconnect", "stop"];
const SECONDS = [60, 40, 60];

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
  assert.equal(server.connections, 4);
}

/** Long enough for a library to open another connection, if it would. */
const aWhile = () => new Promise((resolve) => realTimeout(resolve, 50));

test("y-websocket waits and stops as decided", async () => {
  seconds();
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
    check(server, decisions, 60);
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
    seconds();
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
    seconds();
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
  seconds();
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

/** Runs a test with a socket of partysocket, and what was decided about its ends. */
async function withPartysocket(script, more, run) {
  seconds();
  const server = await serving(script);
  const decisions = [];
  const stopped = new Promise((resolve) => {
    decisions.stopped = resolve;
  });
  const hooks = forPartysocket(options(decisions));
  const { options: ours } = hooks;
  const socket = new PartyReconnectingWebSocket(
    hooks.url(server.url),
    [],
    Object.assign(ours, more),
  );
  try {
    await run({ server, decisions, socket, stopped });
  } finally {
    socket.close();
    server.stop();
  }
}

test("partysocket waits after an error of an open connection, too", () =>
  // A frame with a reserved opcode.
  withPartysocket([(ws) => ws._socket.write(Buffer.from([0x83, 0]))], {}, async (of) => {
    await of.server.next();
    await of.server.next();
    assert.deepEqual(
      of.decisions.map(({ cause }) => cause),
      [1006],
    );
    assert.deepEqual(seconds(), [60]);
  }));

test("partysocket waits after an attempt that nobody has answered", () =>
  withPartysocket(["silence"], { connectionTimeout: 50 }, async (of) => {
    await of.server.next();
    assert.deepEqual(
      of.decisions.map(({ cause }) => cause),
      ["not-opened"],
    );
    assert.deepEqual(seconds(), [40]);
  }));

test("partysocket: what the application closes is not the end of the next attempt", () =>
  withPartysocket([undefined, 503], {}, async (of) => {
    await once(of.socket, "open");
    const next = of.server.next();
    of.socket.reconnect();
    await next;
    assert.deepEqual(
      of.decisions.map(({ cause }) => cause),
      ["not-opened"],
    );
  }));

test("y-websocket: what the application closes is not the end of the next attempt", async () => {
  const server = await serving([undefined, 503]);
  const decisions = [];
  const document = new Y.Doc();
  const provider = new WebsocketProvider(server.url, "room", document, {
    disableBc: true,
    ...forYWebsocket(options(decisions)),
  });
  try {
    await server.next();
    await aWhile();
    provider.disconnect();
    const next = server.next();
    provider.connect();
    await next;
    assert.deepEqual(
      decisions.map(({ cause }) => cause),
      ["not-opened"],
    );
  } finally {
    provider.destroy();
    document.destroy();
    server.stop();
  }
});

test("graphql-ws: what the client closes is not the end of the next attempt", async () => {
  const server = await serving([graphql(() => {}), 503, graphql(() => {})]);
  const decisions = [];
  const hooks = forGraphql(options(decisions));
  const client = createClient({ url: server.url, webSocketImpl: WebSocket, ...hooks });
  const sink = { next() {}, complete() {}, error() {} };
  try {
    const connected = new Promise((resolve) => client.on("connected", resolve));
    const closed = new Promise((resolve) => client.on("closed", resolve));
    const unsubscribe = client.subscribe({ query: "subscription { ticks }" }, sink);
    await connected;
    await aWhile();
    unsubscribe();
    await closed;
    const next = server.next();
    client.subscribe({ query: "subscription { ticks }" }, sink);
    await next;
    assert.deepEqual(
      decisions.map(({ cause }) => cause),
      ["not-opened"],
    );
  } finally {
    await client.dispose();
    server.stop();
  }
});

test("PartySocket, which copies its options, stops as well", async () => {
  const server = await serving([(ws) => ws.close(4000)]);
  const decisions = [];
  const stopped = new Promise((resolve) => {
    decisions.stopped = resolve;
  });
  const hooks = forPartysocket(options(decisions));
  const host = server.url.replace("ws://", "");
  const socket = new PartySocket({ host, room: "room", ...hooks.options });
  try {
    await stopped;
    await aWhile();
    assert.equal(server.connections, 1);
  } finally {
    socket.close();
    server.stop();
  }
});

test("partysocket's next attempt waits for what the application does about a decision", async () => {
  seconds();
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

test("graphql-ws waits and stops as decided", async () => {
  seconds();
  const server = await serving(GRAPHQL_SCRIPT);
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
  seconds();
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

test("without a global WebSocket, a hook asks for one", () => {
  const { WebSocket: platform } = globalThis;
  delete globalThis.WebSocket;
  try {
    assert.throws(() => forYWebsocket(), { name: "TypeError", message: /option `WebSocket`/ });
    assert.throws(() => forPartysocket(), TypeError);
  } finally {
    if (platform) globalThis.WebSocket = platform;
  }
});
