// Options for y-websocket.

import { Reconnector } from "./reconnector.js";
import { causeOf, observed } from "./socket.js";

/** More attempts than any delay needs to reach its largest. */
const MANY = 64;

/** Options for a `WebsocketProvider`, which then reconnects as `decide` says. */
export function reconnecting(options = {}) {
  const reconnector = new Reconnector(options);
  return {
    WebSocketPolyfill: observed(options.WebSocket, {
      created: () => reconnector.connecting(),
      open: () => reconnector.opened(),
    }),
    shouldReconnect(event, provider) {
      const decision = reconnector.ended(causeOf(event));
      options.onDecision?.(decision, provider);
      if (decision.attemptIn === undefined) return false;
      // The provider waits for 100 ms times two to the power of its attempts, and no longer than
      // `maxBackoffTime`, which it reads after this.
      provider.wsUnsuccessfulReconnects = MANY;
      provider.maxBackoffTime = decision.attemptIn;
      return true;
    },
  };
}
