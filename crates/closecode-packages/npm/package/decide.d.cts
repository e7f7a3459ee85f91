import type { Action, Backoff, Messages, Severity } from "./codes.cjs";
import type { CodeLabel } from "./tables.cjs";

/**
 * What ended a connection, or kept it from opening.
 *
 * - a number: closed with this code, received or generated locally, as 1005 and 1006 are.
 * - `http-503`: the server refused the handshake with this HTTP status.
 * - `dns`, `tcp`, `tls`: no name, no TCP connection, no TLS session, or it broke.
 * - `not-opened`: a browser's 1006 before `open`, which may hide any of the others.
 * - `local-…`: found by the library on this side, which ended the connection.
 */
export type Cause = number | `http-${number}` | "dns" | "tcp" | "tls" | "not-opened" | LocalError;

/** What this side's own library found, and ended the connection for. */
export type LocalError =
  | "local-message-too-big"
  | "local-invalid-utf8"
  | "local-protocol-error"
  | "local-ping-timeout"
  | "local-code-hidden"
  | "local-bad-request";

/** Which rule decided. */
export type Rationale =
  | "application-closed"
  | "not-wanted"
  | "watchdog"
  | "server-forbids"
  | "server-asks"
  | "profile"
  | "policy"
  | "look-into-it"
  | "credential-refused"
  | "attempts-spent"
  | "time-spent"
  | "delay-too-long"
  | "offline";

/** What the server itself said about coming back, in whatever way its protocol has. */
export interface Hint {
  /** How long to wait, in milliseconds; see `retryAfter`. */
  readonly retryAfter?: number | undefined;
  /** Whether to come back at all. `false` stops; `true` turns any policy into a reconnect. */
  readonly reconnect?: boolean | undefined;
  /** Whether the session can be resumed. */
  readonly resume?: boolean | undefined;
}

/** What the caller allows, whatever the policy says. Times are in milliseconds. */
export interface Limits {
  /** How long a connection must be up for attempts to be counted anew: 10 seconds. */
  readonly minUptime?: number | undefined;
  /** Attempts in a row after which to stop; 0 for none at all. No end if it is not said. */
  readonly attempts?: number | undefined;
  /** Time in a row after which to stop. No end if it is not said. */
  readonly totalTime?: number | undefined;
  /** The longest delay that is waited for: a day. */
  readonly maxDelay?: number | undefined;
}

/** What a protocol asks for after one of its codes. */
export interface ProfileRule {
  readonly action: Exclude<Action, "ask-profile" | "pause-until-online">;
  /** Whether the first attempt in a row is made at once. */
  readonly atOnce?: boolean;
  /** How the delays grow. That of 1006 if it is not said. */
  readonly backoff?: Backoff;
  /**
   * Attempts after which to stop. If it is not said, one for `reauthenticate`, none for `fix-first`,
   * and no end for the others.
   */
  readonly maxAttempts?: number;
  /** What the product calls the code. */
  readonly name?: string;
}

/** A rule for one code, or for all from the first to the last. */
export type ProfileRow = ProfileRule &
  ({ readonly code: number } | { readonly first: number; readonly last: number });

/** What a protocol says about its codes: of rows that hold a code, the narrowest decides. */
export interface ProfileTable {
  /** The name of the product, for logs. */
  readonly product?: string;
  readonly rules: readonly ProfileRow[];
}

/** What a protocol says about its codes: a table, or a function that finds the rule for a code. */
export type Profile =
  | ProfileTable
  | ((code: number) => (ProfileRule & { readonly product?: string }) | undefined);

/**
 * What has been tried since the last stable connection. Take it from each decision and pass it to
 * the next; a `Reconnector` does so by itself. It is plain data: `JSON.stringify` saves it.
 */
export interface RetryState {
  /** Attempts of every kind. */
  readonly attempts: number;
  readonly reauths: number;
  readonly probes: number;
  readonly limited: number;
  readonly failedOpens: number;
  readonly ofAny: number;
  /** The time since the last stable connection, as far as it was told, in milliseconds. */
  readonly spent: number;
  readonly causes: readonly (readonly [cause: string, attempts: number])[];
}

/** The end of a connection, with everything that a decision takes into account. */
export interface Disconnect {
  readonly cause: Cause;
  /** Whether the connection had opened. If it is not said: yes if it was closed with a code. */
  readonly opened?: boolean | undefined;
  /**
   * Who began to close it: the application on this side, a watchdog on this side that noticed a dead
   * connection, or anybody else (`remote`, if it is not said).
   */
  readonly initiator?: "application" | "watchdog" | "remote" | undefined;
  /**
   * Whether the application still wants a connection. `false` stops; `true` reconnects even after a
   * normal end (1000), as a subscription does. Not said, a normal end is the end.
   */
  readonly wanted?: boolean | undefined;
  /** How long it was open, in milliseconds, which says that it had opened. */
  readonly uptime?: number | undefined;
  /** What has been tried before, from the last decision. */
  readonly retryState?: RetryState | undefined;
  /** The attempts since the last stable connection, for a caller that keeps a mere counter. */
  readonly attempt?: number | undefined;
  /** The time since the last stable connection by a clock. Not said, it is `retryState.spent`. */
  readonly spent?: number | undefined;
  readonly hint?: Hint | undefined;
  readonly profile?: Profile | undefined;
  /** Whether there is a network: `navigator.onLine`. */
  readonly online?: boolean | undefined;
  /** Whether somebody looks at the application: `!document.hidden`. Hidden, it need not hurry. */
  readonly visible?: boolean | undefined;
  readonly limits?: Limits | undefined;
}

/** What to do, after what delay, and why. */
export interface Decision {
  readonly action: Exclude<Action, "reconnect-if-wanted" | "ask-profile">;
  /** How long to wait before an attempt, in milliseconds; also 0 if there is none. */
  readonly delay: number;
  /**
   * How long to wait before connecting without anybody's help, in milliseconds. `undefined` if you
   * must not connect yet: never, not before a fix, or not before the network is back.
   */
  readonly attemptIn: number | undefined;
  /** What ended the connection, seen in the light of whether it had opened. */
  readonly cause: Cause;
  /** A label for metrics, from a bounded set. */
  readonly label: string;
  readonly rationale: Rationale;
  /** The log level. An error if somebody has to act. */
  readonly severity: Severity;
  /** What the policy or the profile said, before limits and circumstances. */
  readonly said: Action;
  /** What the product calls the code, if its profile has a rule for it. */
  readonly codeName: string | undefined;
  /** The product whose profile has a rule for the code. */
  readonly product: string | undefined;
  /** What has been tried, including the attempt that follows from this. */
  readonly retryState: RetryState;
}

/**
 * Decides what follows the end of a connection. `random` is a number from 0 to 1, drawn anew for
 * each call: of a delay that is drawn from a range, 0 is the shortest and 1 the longest.
 *
 * The rules, the strongest first: local intent, the server's hint, the protocol's profile, the
 * policy of the code or its range, attempts that are counted anew after a stable connection, the
 * budget of attempts and time, and whether there is a network.
 */
export declare function decide(disconnect: Disconnect | Cause, random?: number): Decision;

/** A label for metrics, from a bounded set: `1006`, `private_use`, `http_401`, `http_4xx`, `dns`. */
export declare function causeLabel(cause: Cause): CodeLabel | (string & {});

/** What a mere counter of attempts says: each may have been of any kind and for any cause. */
export declare function retryStateOf(attempts: number): RetryState;

/** A short text for users, from the `messages` of a language in `closecode/locales/…`. */
export declare function userMessage(
  decision: Pick<Decision, "action" | "rationale" | "said">,
  messages: Messages,
): string;

/** A decision in a line, for logs: `reconnect in 2.5 s: 1006 Abnormal Closure`. */
export declare function describe(decision: Decision): string;

/**
 * How many milliseconds the value of a `Retry-After` header asks to wait: a number of seconds, or a
 * date in any of its three forms. `undefined` if it is neither.
 */
export declare function retryAfter(value: string, now?: number): number | undefined;
