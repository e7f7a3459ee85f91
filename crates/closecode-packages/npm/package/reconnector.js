// What a client remembers from one end of a connection to the next.

import { decide, retryStateOf } from "./decide.js";

/** Tell it when a connection has opened and when it has ended; it says what follows. */
export class Reconnector {
  #options;
  #openedAt;
  #retryState;

  constructor(options = {}) {
    this.#options = options;
    this.#retryState = options.retryState ?? retryStateOf(0);
  }

  /** How long the connection has been open; `undefined` if it is not. */
  get uptime() {
    return this.#openedAt === undefined ? undefined : this.#now() - this.#openedAt;
  }

  /** What has been tried since the last stable connection. */
  get retryState() {
    // What will be forgotten when the connection ends is not to be saved meanwhile.
    const { minUptime = 10_000 } = this.#options.limits ?? {};
    return this.uptime >= minUptime ? retryStateOf(0) : this.#retryState;
  }

  /** A connection is about to be opened: one whose end nobody told is forgotten. */
  connecting() {
    this.#openedAt = undefined;
  }

  /** The connection has opened. */
  opened() {
    this.#openedAt = this.#now();
  }

  /** The connection has ended, or an attempt has failed. */
  ended(end) {
    const { limits, profile, wanted, random = Math.random } = this.#options;
    const { uptime } = this;
    const lived = uptime === undefined ? { opened: false } : { uptime };
    const said = typeof end === "object" ? end : { cause: end };
    const known = { wanted, profile, ...lived, ...said, limits, retryState: this.#retryState };
    const decision = decide(known, random());
    this.#openedAt = undefined;
    this.#retryState = decision.retryState;
    return decision;
  }

  #now() {
    return (this.#options.now ?? clock)();
  }
}

/** A clock that nobody sets, where there is one. */
function clock() {
  return globalThis.performance ? performance.now() : Date.now();
}
