import type { Decision } from "./decide.cjs";
import type { ReconnectorOptions } from "./reconnector.cjs";
import type { PlatformWebSocket } from "./socket.cjs";

export interface ReconnectingOptions<W> extends ReconnectorOptions {
  /** The class of sockets, where there is no global one: that of the package `ws`. */
  readonly WebSocket?: W;
  /** Hears of each decision. The next attempt waits for the promise that it returns, if it does. */
  readonly onDecision?: (decision: Decision) => void | Promise<void>;
}

/** Options for the constructor, and an address that is given out when it is time to connect. */
export declare function reconnecting<W = PlatformWebSocket>(
  options?: ReconnectingOptions<W>,
): {
  /** For the constructor of `ReconnectingWebSocket`. */
  options: {
    WebSocket: W;
    minReconnectionDelay: number;
    maxReconnectionDelay: number;
    shouldReconnectOnClose: () => boolean;
    readonly maxRetries: number;
  };
  /** Resolves when the next attempt is due: for `PartySocket`, to await in its `query`. */
  wait(): Promise<void>;
  /** The address for the constructor of `ReconnectingWebSocket`. */
  url(url: string | (() => string | Promise<string>)): () => Promise<string>;
  /** What was decided after the last socket; `undefined` while there is one. */
  readonly decision: Decision | undefined;
};
