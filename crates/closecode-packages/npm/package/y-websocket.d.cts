import type { Decision } from "./decide.cjs";
import type { ReconnectorOptions } from "./reconnector.cjs";
import type { PlatformWebSocket } from "./socket.cjs";

export interface ReconnectingOptions<W> extends ReconnectorOptions {
  /** The class of sockets, where there is no global one: that of the package `ws`. */
  readonly WebSocket?: W;
  /** Hears of each decision, for a log or to renew a credential in `provider.params`. */
  readonly onDecision?: (decision: Decision, provider: any) => void;
}

/**
 * Options for a `WebsocketProvider`, which then reconnects as `decide` says: it waits as long as a
 * decision says, and stops, with the event `closed`, where there is no attempt to make.
 */
export declare function reconnecting<W = PlatformWebSocket>(
  options?: ReconnectingOptions<W>,
): {
  WebSocketPolyfill: W;
  shouldReconnect(event: { readonly code: number }, provider: any): boolean;
};
