// Options for the client of graphql-ws.

import { profile } from "./protocols/graphql-transport-ws.js";
import { Reconnector } from "./reconnector.js";
import { sleep } from "./socket.js";

/** Options for `createClient`, which then retries as `decide` says. */
export function reconnecting(options = {}) {
  const reconnector = new Reconnector({ profile, ...options });
  let last;
  let decision;
  let handled;
  return {
    // `decide` counts the attempts.
    retryAttempts: Infinity,
    on: {
      connecting: () => reconnector.connecting(),
      opened: () => reconnector.opened(),
    },
    shouldRetry(errorOrCloseEvent) {
      // Each subscription asks, about the same event.
      if (errorOrCloseEvent === last) return decision?.attemptIn !== undefined;
      last = errorOrCloseEvent;
      const cause = causeOfThrown(errorOrCloseEvent);
      decision = cause && reconnector.ended(cause);
      handled = decision && options.onDecision?.(decision);
      return decision?.attemptIn !== undefined;
    },
    async retryWait() {
      const due = Date.now() + (decision?.attemptIn ?? 0);
      // A promise of `onDecision` goes before the attempt: a credential is renewed, for one.
      await handled;
      await sleep(due - Date.now());
    },
  };
}

/** The cause of what was thrown; `undefined` if the application itself threw it. */
function causeOfThrown(thrown) {
  if (Number.isInteger(thrown?.code)) return thrown.code;
  // The error event of a socket comes before its close event, which nobody hears any more.
  return thrown?.type === "error" ? 1006 : undefined;
}
