"use strict";
// Options for partysocket and for reconnecting-websocket.

const { Reconnector } = require("./reconnector.cjs");
const { causeOf, observed, sleep } = require("./socket.cjs");

/** Options for the constructor, and an address that is given out when it is time to connect. */
function reconnecting(options = {}) {
  const reconnector = new Reconnector(options);
  let decision;
  let handled;
  let due = 0;
  // The last socket: whether its end has been counted, and whether the library still listens.
  let socket;
  let counted = true;
  let heard = true;
  const ended = (of, cause) => {
    if (of !== socket || counted || !heard) return;
    counted = true;
    decision = reconnector.ended(cause);
    due = Date.now() + (decision.attemptIn ?? 0);
    handled = options.onDecision?.(decision);
  };
  const isOver = () => decision !== undefined && decision.attemptIn === undefined;
  const WebSocket = observed(options.WebSocket, {
    created(of) {
      socket = of;
      counted = false;
      heard = true;
      decision = undefined;
      reconnector.connecting();
    },
    open: () => reconnector.opened(),
    // The libraries do not listen any more after an error, and put a 1000 of their own in the place
    // of the close event.
    error: (of) => ended(of, 1006),
    close: (of, event) => ended(of, causeOf(event)),
    // After the end that is no news. Before it, the application has closed the socket, or the
    // library has waited for too long.
    unheard(of) {
      if (of === socket) heard = false;
    },
  });
  const wait = async () => {
    // There is to be another attempt, and the last has not come to an open connection.
    if (!heard && reconnector.uptime === undefined) {
      heard = true;
      ended(socket, "not-opened");
    }
    const { attemptIn } = decision ?? {};
    // A promise of `onDecision` goes before the attempt: a credential is renewed, for one.
    await handled;
    if (attemptIn !== undefined) await sleep(due - Date.now());
  };
  return {
    options: {
      WebSocket,
      // All of the wait is in the address.
      minReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      // partysocket asks the one, reconnecting-websocket reads the other.
      shouldReconnectOnClose: () => !isOver(),
      get maxRetries() {
        return isOver() ? 0 : Infinity;
      },
    },
    wait,
    url: (url) => async () => {
      await wait();
      return typeof url === "function" ? url() : url;
    },
    get decision() {
      return decision;
    },
  };
}

module.exports = {
  reconnecting,
};
