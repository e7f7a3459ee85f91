import type { Decision } from "./decide.cjs";
import type { ReconnectorOptions } from "./reconnector.cjs";

export interface ReconnectingOptions extends ReconnectorOptions {
  /** Hears of each decision. The next attempt waits for the promise that it returns, if it does. */
  readonly onDecision?: (decision: Decision) => void | Promise<void>;
}

/**
 * Options for `createClient`, which then retries as `decide` says. Without a profile, that of
 * GraphQL over WebSocket is used. If you have listeners of your own, spread these: `on: {
 * ...retrying.on, connected }`.
 */
export declare function reconnecting(options?: ReconnectingOptions): {
  retryAttempts: number;
  on: { connecting(): void; opened(): void };
  shouldRetry(errorOrCloseEvent: unknown): boolean;
  retryWait(): Promise<void>;
};
