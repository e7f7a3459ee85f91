import type { CloseCode, CloseCodeIdent, CloseCodeName, CodeLabel, CodeRange } from "./tables.cjs";

/**
 * What to do after a connection has ended.
 *
 * - `stop`: do not connect again.
 * - `reconnect`: wait, then connect.
 * - `resume`: wait, then connect and resume the session.
 * - `reauthenticate`: renew the credential, wait, then connect, once.
 * - `fix-first`: change something first. The same attempt gets the same answer.
 * - `reconnect-if-wanted`: only if the application still wants the connection; in a policy.
 * - `ask-profile`: the number means nothing without the rules of the product; in a policy.
 * - `pause-until-online`: wait until the network is back and the delay has passed; in a decision.
 */
export type Action =
  | "stop"
  | "reconnect"
  | "resume"
  | "reauthenticate"
  | "fix-first"
  | "reconnect-if-wanted"
  | "ask-profile"
  | "pause-until-online";

/**
 * How a delay is drawn: from 0 to the ceiling (`full`), from half of the ceiling (`equal`), between
 * the first and the largest delay (`uniform`), or the ceiling itself (`none`).
 */
export type Jitter = "full" | "equal" | "uniform" | "none";

/** How delays grow. They are in milliseconds. */
export type Backoff =
  | {
      /** The first ceiling. */
      readonly initialDelay: number;
      /** The largest ceiling. */
      readonly maxDelay: number;
      /** Growth of the ceiling from one attempt to the next. */
      readonly factor: number;
      readonly jitter: Jitter;
    }
  | {
      /** The ceilings one by one, the last of which is repeated. */
      readonly steps: readonly number[];
      readonly jitter: Jitter;
    };

/** Who caused the close, seen from the client that received the code. */
export type Fault = "none" | "client" | "server" | "unknown";

/** The log level. */
export type Severity = "info" | "warning" | "error";

/** When to wake somebody: never, when the rate jumps, or on the first occurrence. */
export type Alert = "no" | "rate" | "yes";

/** Who gives the advice: a standard, the mail that registered the code, or common practice. */
export type Authority = "normative" | "registry-mail" | "convention";

/** Who may send a code. */
export type Sender = "client" | "server" | "gateway" | "either" | "unspecified" | "none";

/** Whether a script in a browser can receive a code in a close event. */
export type Visibility = "yes" | "peer-error" | "no";

/** What a client that received a code does about reconnecting. */
export interface Policy {
  readonly action: Exclude<Action, "resume" | "pause-until-online">;
  /** The first ceiling of the delay, in milliseconds. */
  readonly initialDelay: number;
  /** The largest ceiling of the delay, in milliseconds. */
  readonly maxDelay: number;
  /** Growth of the ceiling from one attempt to the next. */
  readonly factor: number;
  readonly jitter: Jitter;
  /** Attempts after which to stop; `Infinity` for no limit. */
  readonly maxAttempts: number;
  readonly fault: Fault;
  readonly severity: Severity;
  readonly alert: Alert;
  readonly authority: Authority;
}

/** All that is known about a number. */
export interface CodeClass {
  /** A label for metrics: the number of a registered code, or the name of the range. */
  readonly label: CodeLabel;
  /** The registered code, if it is one. */
  readonly code?: CloseCode;
  /** What the registered code is called in `CloseCode`. */
  readonly ident?: CloseCodeIdent;
  /** The registry's name. */
  readonly name?: CloseCodeName;
  readonly range: CodeRange;
  /** Whether the number is allowed in a Close frame (RFC 6455, section 7.4). */
  readonly isAllowedInFrame: boolean;
  /** Who may send it, as the text that defines it says. */
  readonly sender: Sender;
  /** Whether an implementation generates it locally, without such a number on the wire. */
  readonly isSynthetic: boolean;
  /** Whether a close with it can be clean (RFC 6455, section 7.1.4). */
  readonly canBeClean: boolean;
  /** Whether a script may pass it to a browser's `close()`. */
  readonly isScriptSendable: boolean;
  /** Whether a script in a browser can receive it. */
  readonly scriptVisibility: Visibility;
  readonly policy: Policy;
}

/** One case of a code: how to recognise it, where it comes from, and what to do about it. */
export interface Case {
  /** What the case is called, the same in every language. */
  readonly id: string;
  /** A heading for it. */
  readonly title: string;
  /** How to recognise it. */
  readonly sign: string;
  /** What it may come from, the most likely cause first. There is at least one. */
  readonly causes: readonly string[];
  /** What to do about it, step by step. There is at least one. */
  readonly steps: readonly string[];
}

/** The words about one code or range in one language. Code in them is between backticks. */
export interface Text {
  readonly title: string;
  /** One sentence that says what it means. */
  readonly summary: string;
  /** What it means, who sends it, what is on the wire. */
  readonly description: string;
  /** What an application may show to an end user. */
  readonly userMessage: string;
  readonly cases: readonly Case[];
}

/** The words of one language about each code and each range. */
export type Texts = Readonly<Record<CodeLabel, Text>>;

/** What a user may read when a connection has ended, in one language. */
export interface Messages {
  readonly ended: string;
  readonly endedByServer: string;
  readonly reconnecting: string;
  readonly renewingSession: string;
  readonly signInAgain: string;
  readonly offline: string;
  readonly trouble: string;
  readonly givenUp: string;
}

/**
 * All that is known about a number from 0 to 65535. Another number is a `RangeError`, here and in
 * the functions below.
 */
export declare function classify(code: number): CodeClass;

/** What a client that received a number does about reconnecting: the code's policy, or its range's. */
export declare function policy(code: number): Policy;

/** Whether a number is allowed in a Close frame: 1005 and 1006, for two, are not. */
export declare function isAllowedInFrame(code: number): boolean;

/** Whether a browser's `close()` takes a number, or throws. */
export declare function isScriptSendable(code: number): boolean;

/**
 * What a proxy that received a number on one side sends on the other: the same if it is allowed,
 * `undefined` (a Close frame without a code) for 1005, and 1011 for anything else.
 */
export declare function forRelay(code: number): number | undefined;

/** The number, with the registry's name if there is one: `1006 Abnormal Closure`, `4004`. */
export declare function codeName(code: number): string;

/** The words about a number, from the `texts` of a language in `closecode/locales/…`. */
export declare function textOf(code: number, texts: Texts): Text;

/** The largest delay before attempt `attempt`, counted from 0, in milliseconds. */
export declare function ceiling(backoff: Backoff, attempt: number): number;

/**
 * The delay before attempt `attempt`, counted from 0, in whole milliseconds. `random` is a number
 * from 0 to 1, as `Math.random()` draws it: 0 gives the shortest delay, 1 the longest.
 */
export declare function delay(backoff: Backoff, attempt: number, random?: number): number;
