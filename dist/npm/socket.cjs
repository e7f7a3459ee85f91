"use strict";
// What the hooks for other libraries have in common.

/** A class of sockets that tells what happens to each, before any other listener hears it. */
function observed(Base = globalThis.WebSocket, hear = {}) {
  if (typeof Base !== "function") {
    throw new TypeError("there is no global WebSocket: pass a class as the option `WebSocket`");
  }
  return class extends Base {
    constructor(...args) {
      super(...args);
      hear.created?.(this);
      for (const event of ["open", "error", "close"]) {
        this.addEventListener(event, (e) => hear[event]?.(this, e));
      }
    }

    removeEventListener(event, ...args) {
      if (event === "close") hear.unheard?.(this);
      super.removeEventListener(event, ...args);
    }
  };
}

/** The cause of a close event: its code, or a lost network where a platform gives none. */
function causeOf(event) {
  return Number.isInteger(event?.code) ? event.code : "tcp";
}

/** Resolves after as many milliseconds, or as many as a timer can. */
function sleep(delay) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(delay, 2 ** 31 - 1));
  });
}

module.exports = {
  observed,
  causeOf,
  sleep,
};
