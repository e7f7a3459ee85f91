import type { Cause, Decision, Disconnect, Limits, Profile, RetryState } from "./decide.cjs";

/** What a `Reconnector` is made of. All of it can be left out. */
export interface ReconnectorOptions {
  readonly limits?: Limits | undefined;
  /** What the protocol says about its codes: a `profile` of `closecode/protocols/…`, or your own. */
  readonly profile?: Profile | undefined;
  /** Whether the application wants a connection also after a normal end (1000). */
  readonly wanted?: boolean | undefined;
  /** What another one had remembered, before the program was restarted for instance. */
  readonly retryState?: RetryState | undefined;
  /** Draws numbers from 0 to 1: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** A clock, in milliseconds: `performance.now`. */
  readonly now?: (() => number) | undefined;
}

/**
 * What a client remembers from one end of a connection to the next: tell it when a connection has
 * opened and when it has ended, and it says what follows. It opens nothing and waits for nothing.
 */
export declare class Reconnector {
  constructor(options?: ReconnectorOptions);
  /** How long the connection has been open, in milliseconds; `undefined` if it is not. */
  get uptime(): number | undefined;
  /** What has been tried since the last stable connection, to be saved. */
  get retryState(): RetryState;
  /** A connection is about to be opened: one whose end nobody told is forgotten. Need not be said. */
  connecting(): void;
  /** The connection has opened. */
  opened(): void;
  /** The connection has ended, or an attempt has failed: what follows. */
  ended(end: Cause | Omit<Disconnect, "limits" | "retryState" | "attempt">): Decision;
}
