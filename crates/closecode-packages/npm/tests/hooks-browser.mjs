// The hooks in a browser, with its own sockets: what `hooks.test.mjs` bundles and opens there. For
// each library a server restarts, refuses, is lost, and tells it to go away.

import { retryStateOf } from "closecode";
import { reconnecting as forGraphql } from "closecode/graphql-ws";
import { reconnecting as forPartysocket } from "closecode/partysocket";
import { reconnecting as forYWebsocket } from "closecode/y-websocket";
import { createClient } from "graphql-ws";
import { WebSocket as PartyReconnectingWebSocket } from "partysocket";
import ReconnectingWebSocket from "reconnecting-websocket";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (callback, delay, ...rest) =>
  realTimeout(callback, delay > 6000 ? 1 : delay, ...rest);

/** What was decided, until there is no attempt to make. */
function decided(start) {
  return new Promise((resolve) => {
    const causes = [];
    start({
      random: () => 1,
      retryState: retryStateOf(3),
      profile: (code) => ({ action: code === 4000 ? "stop" : "reconnect" }),
      onDecision({ action, cause }) {
        causes.push(cause);
        if (action === "stop") resolve(causes);
      },
    });
  });
}

const LIBRARIES = {
  "y-websocket": (options, url) =>
    new WebsocketProvider(url, "room", new Y.Doc(), { disableBc: true, ...forYWebsocket(options) }),
  partysocket(options, address) {
    const hooks = forPartysocket(options);
    return new PartyReconnectingWebSocket(hooks.url(address), [], hooks.options);
  },
  "reconnecting-websocket"(options, address) {
    const hooks = forPartysocket(options);
    return new ReconnectingWebSocket(hooks.url(address), [], hooks.options);
  },
  "graphql-ws"(options, url) {
    const client = createClient({ url, ...forGraphql(options) });
    const sink = { next() {}, error() {}, complete() {} };
    client.subscribe({ query: "subscription { ticks }" }, sink);
  },
};

globalThis.run = (name, url) => decided((options) => LIBRARIES[name](options, url));
