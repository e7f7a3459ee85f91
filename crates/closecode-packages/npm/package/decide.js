// Whether, when and how to connect again after a connection has ended.

import { ceiling, classify, codeName, delay, draw, policy } from "./codes.js";
import { handshake } from "./tables.js";

/** A hint below this means "at once", which is believed once and not again and again. */
const AT_ONCE = 1000;

/** Failed opens in a row after which a browser's 1006 asks to be looked into. */
const FAILED_OPENS = 3;

/** How many causes a retry state remembers. */
const CAUSES = 4;

/** The code whose policy holds for what this side's own library found. */
const LOCAL = {
  "local-message-too-big": 1009,
  "local-invalid-utf8": 1002,
  "local-protocol-error": 1002,
  "local-ping-timeout": 1006,
  "local-code-hidden": 1014,
  "local-bad-request": undefined,
};

/** Statuses with a label of their own. */
const LABELLED = [400, 401, 403, 404, 408, 429, 500, 502, 503, 504];

/** Decides what follows the end of a connection. */
export function decide(disconnect, random = Math.random()) {
  const end = typeof disconnect === "object" ? disconnect : { cause: disconnect };
  const { wanted, hint = {}, online = true, visible = true } = end;
  const limits = limitsOf(end.limits);
  const opened = end.opened ?? (end.uptime !== undefined || typeof end.cause === "number");
  const cause = causeSeen(end.cause, opened);
  let state = flapGuard(end, opened, limits);
  const isWatchdog = end.initiator === "watchdog";
  // 3. The profile; 4. the policy.
  let rationale = "policy";
  let rule = isWatchdog ? undefined : ruleOf(end.profile, end.cause, cause);
  if (rule) rationale = "profile";
  // Whatever code the watchdog sent, what it had noticed is a connection that is dead.
  if (isWatchdog) rationale = "watchdog";
  rule ??= isWatchdog ? policyRule(policy(1006)) : causeRule(cause);
  const result = (action, why, retryState, wait) => ({
    action,
    delay: wait ?? 0,
    attemptIn: action === "pause-until-online" ? undefined : wait,
    cause,
    label: causeLabel(cause),
    rationale: why,
    severity: severityOf(action, why, cause),
    said: rule.action,
    codeName: rule.name,
    product: rule.product,
    retryState,
  });
  const stop = (why) => result("stop", why, state);
  // 1. Local intent.
  if (end.initiator === "application") return stop("application-closed");
  if (wanted === false) return stop("not-wanted");
  // 2. The hint, which has the last word over 3 and 4.
  if (!isWatchdog && hint.reconnect === false) return stop("server-forbids");
  if (!isWatchdog && hint.reconnect === true) {
    rule = demanded(rule);
    rationale = "server-asks";
  }
  let { action } = rule;
  let kind = rule.maxAttempts < Infinity ? "limited" : undefined;
  if (action === "stop" || (action === "reconnect-if-wanted" && wanted === undefined)) {
    return stop(rationale);
  }
  if (action === "fix-first") {
    if (rule.maxAttempts === 0) return result(action, rationale, state);
    kind = "probes";
  } else if (action === "reauthenticate") {
    kind = "reauths";
  } else if (action !== "resume") {
    action = "reconnect";
  }
  if (action === "reconnect" && hint.resume === true) action = "resume";
  else if (action === "resume" && hint.resume === false) action = "reconnect";
  // 6. Budget, counted in the retry state that 5 has left.
  if (kind && state[kind] >= rule.maxAttempts) {
    return stop(kind === "reauths" ? "credential-refused" : "attempts-spent");
  }
  if (state.attempts >= limits.attempts) return stop("attempts-spent");
  let wait = waitFor(hint.retryAfter, visible, cause, rule, state, random);
  if (wait > limits.maxDelay) return stop("delay-too-long");
  let next = after(state, cause, kind, opened, wait);
  // An attempt that would begin after the time is up is given up now, while the user is still
  // looking.
  if (state.spent >= limits.totalTime || next.spent > limits.totalTime) return stop("time-spent");
  // 7. Environment.
  if (!online) {
    // Being offline explains a lost network, and then nothing speaks against an attempt as soon as
    // it is back. What the server asked for counts in any case.
    if ((isWatchdog || isNetwork(cause)) && hint.retryAfter === undefined) {
      wait = 0;
      next = { ...next, spent: state.spent };
    }
    return result("pause-until-online", "offline", next, wait);
  }
  if (rationale === "policy" && cause === "not-opened" && next.failedOpens >= FAILED_OPENS) {
    rationale = "look-into-it";
  }
  return result(action, rationale, next, wait);
}

/** The delay: the hint's, or one drawn at the rule's pace. */
function waitFor(retryAfter, visible, cause, rule, state, random) {
  const isFirst = state.attempts === 0;
  const { backoff } = rule;
  let drawn = 0;
  if (!(rule.atOnce && isFirst)) {
    drawn = visible
      ? delay(backoff, attemptsFor(state, cause), random)
      : draw(backoff, backoff.steps ? Math.max(0, ...backoff.steps) : backoff.maxDelay, random);
  }
  const isTold =
    retryAfter !== undefined && (isFirst || retryAfter >= AT_ONCE || retryAfter > drawn);
  return isTold ? Math.floor(retryAfter + spread(retryAfter, backoff, random)) : drawn;
}

/**
 * What a client waits beyond what the server asked for, so that clients which were all told the
 * same do not come at the same moment: up to half of it, and no longer than the rule's first delay.
 */
function spread(retryAfter, backoff, random) {
  if (retryAfter < AT_ONCE) return 0;
  const first = ceiling(backoff, 0) || ceiling(policy(1006), 0);
  return draw({ jitter: "full" }, Math.min(retryAfter / 2, first), random);
}

function limitsOf(limits = {}) {
  return {
    minUptime: limits.minUptime ?? 10_000,
    attempts: limits.attempts ?? Infinity,
    totalTime: limits.totalTime ?? Infinity,
    maxDelay: limits.maxDelay ?? 86_400_000,
  };
}

/** The cause, seen in the light of whether the connection had opened. */
function causeSeen(cause, opened) {
  checkCause(cause);
  if (cause === 1006 && !opened) return "not-opened";
  if ((cause === "not-opened" || cause === "tls") && opened) return 1006;
  return cause;
}

function checkCause(cause) {
  if (typeof cause === "number") {
    classify(cause);
  } else if (
    !["dns", "tcp", "tls", "not-opened"].includes(cause) &&
    !Object.hasOwn(LOCAL, cause) &&
    !(/^http-\d{1,5}$/.test(cause) && statusOf(cause) <= 65535)
  ) {
    throw new TypeError(`${cause} is no cause: a close code, "http-503", "dns", "tcp", …`);
  }
}

/** The HTTP status of a cause. */
function statusOf(cause) {
  return typeof cause === "string" && cause.startsWith("http-")
    ? Number(cause.slice(5))
    : undefined;
}

/** The code whose policy a cause without one shares, if it is not that of a status. */
function likeCode(cause) {
  if (typeof cause === "number") return cause;
  if (cause === "tls") return 1015;
  return Object.hasOwn(LOCAL, cause) ? LOCAL[cause] : 1006;
}

function causeRule(cause) {
  const status = statusOf(cause);
  if (status !== undefined) {
    const [, , answer] = handshake.find(([first, last]) => first <= status && status <= last);
    return policyRule(typeof answer === "number" ? policy(answer) : answer);
  }
  const code = likeCode(cause);
  return code === undefined ? ruleFrom({ action: "fix-first" }) : policyRule(policy(code));
}

/** The rule that a policy amounts to. */
function policyRule(backoff) {
  // A code that only a profile could explain is tried a few times without one.
  const action = backoff.action === "ask-profile" ? "reconnect" : backoff.action;
  let { maxAttempts } = backoff;
  if (action === "reauthenticate" && maxAttempts === Infinity) maxAttempts = 1;
  return { action, backoff, maxAttempts };
}

/** All actions: a word that is none would be tried again without end. */
const ACTIONS = [
  "stop",
  "reconnect",
  "resume",
  "reauthenticate",
  "fix-first",
  "reconnect-if-wanted",
  "ask-profile",
  "pause-until-online",
];

/** A rule of a profile, with what it leaves out. */
function ruleFrom({ action, atOnce = false, backoff = policy(1006), maxAttempts, name }, product) {
  if (!ACTIONS.includes(action)) throw new TypeError(`${action} is no action of a rule: "stop", …`);
  const usual = { stop: 0, "fix-first": 0, reauthenticate: 1 };
  return {
    action,
    atOnce,
    backoff,
    maxAttempts: maxAttempts ?? usual[action] ?? Infinity,
    name,
    product,
  };
}

/** What the profile says about a code: of a table, the narrowest row that holds it. */
function ruleOf(profile, code, cause) {
  if (!profile || typeof code !== "number" || cause !== code) return undefined;
  if (typeof profile === "function") {
    const rule = profile(code);
    return rule && ruleFrom(rule, rule.product);
  }
  let best;
  let width = Infinity;
  for (const row of profile.rules) {
    const first = row.code ?? row.first;
    const last = row.code ?? row.last;
    if (first <= code && code <= last && last - first < width) {
      best = row;
      width = last - first;
    }
  }
  return best && ruleFrom(best, profile.product);
}

/** The rule after the server has asked for a reconnect: its pace, if it has one, and no end. */
function demanded(rule) {
  const { backoff } = rule;
  // A rule that never expected an attempt has no pace, and would be a tight loop.
  return {
    ...rule,
    action: rule.action === "resume" ? "resume" : "reconnect",
    backoff: ceiling(backoff, 2 ** 32 - 1) ? backoff : policy(1006),
    maxAttempts: Infinity,
  };
}

/** Whether the loss of the network explains a cause. */
function isNetwork(cause) {
  return [1006, "dns", "tcp", "not-opened", "local-ping-timeout"].includes(cause);
}

/** The cause as delays count it. */
function paceKey(cause) {
  return isNetwork(cause) ? "network" : `${cause}`;
}

/** A label for metrics, from a bounded set. */
export function causeLabel(cause) {
  if (typeof cause === "number") return classify(cause).label;
  const status = statusOf(cause);
  if (status === undefined) return cause.replaceAll("-", "_");
  if (LABELLED.includes(status)) return `http_${status}`;
  return status >= 100 && status < 600 ? `http_${Math.floor(status / 100)}xx` : "http_other";
}

function severityOf(action, rationale, cause) {
  if (rationale === "application-closed" || rationale === "not-wanted") return "info";
  if (
    action === "fix-first" ||
    GIVEN_UP.includes(rationale) ||
    rationale === "credential-refused"
  ) {
    return "error";
  }
  return policy(likeCode(cause) ?? 1002).severity;
}

const GIVEN_UP = ["attempts-spent", "time-spent", "delay-too-long"];

/** What has been tried since the last stable connection, of a mere counter. */
export function retryStateOf(attempts) {
  return {
    attempts,
    reauths: attempts,
    probes: attempts,
    limited: attempts,
    failedOpens: attempts,
    ofAny: attempts,
    spent: 0,
    causes: [],
  };
}

/** The retry state that counts, with the time: none after a stable connection. */
function flapGuard({ uptime = 0, spent, attempt, retryState }, opened, limits) {
  if (opened && uptime >= limits.minUptime) return retryStateOf(0);
  const state = retryState ?? retryStateOf(attempt ?? 0);
  return { ...state, spent: spent ?? state.spent + uptime };
}

function attemptsFor(state, cause) {
  const key = paceKey(cause);
  const found = state.causes.find(([other]) => other === key);
  return state.ofAny + (found ? found[1] : 0);
}

/** One more, as far as the crate counts. */
function oneMore(count) {
  return Math.min(count + 1, 2 ** 32 - 1);
}

/** The retry state after one more attempt for this cause, before which to wait this long. */
function after(state, cause, kind, opened, wait) {
  const key = paceKey(cause);
  const [, count] = state.causes.find(([other]) => other === key) ?? [key, 0];
  const others = state.causes.filter(([other]) => other !== key);
  const next = {
    ...state,
    attempts: oneMore(state.attempts),
    failedOpens: opened ? 0 : oneMore(state.failedOpens),
    spent: state.spent + wait,
    causes: [[key, oneMore(count)], ...others].slice(0, CAUSES),
  };
  if (kind) next[kind] = oneMore(next[kind]);
  return next;
}

/** What a user may read, from the `messages` of a language. */
export function userMessage({ action, rationale, said }, messages) {
  switch (action) {
    case "reauthenticate":
      return messages.renewingSession;
    case "pause-until-online":
      return messages.offline;
    case "fix-first":
      return messages.trouble;
    case "stop":
      break;
    default:
      return messages.reconnecting;
  }
  if (
    rationale === "application-closed" ||
    rationale === "not-wanted" ||
    said === "reconnect-if-wanted"
  ) {
    return messages.ended;
  }
  if (rationale === "credential-refused") return messages.signInAgain;
  // It was to be fixed, and still is.
  if (said === "fix-first") return messages.trouble;
  return GIVEN_UP.includes(rationale) ? messages.givenUp : messages.endedByServer;
}

/** A decision in a line, for logs. */
export function describe({ action, delay, attemptIn, cause, rationale, codeName: name, product }) {
  const wait = attemptIn !== undefined || delay > 0 ? ` ${inWords(delay)}` : "";
  const byItself = {
    "application-closed": "closed by the application",
    "not-wanted": "no longer wanted by the application",
    watchdog: "closed by a local watchdog",
  };
  if (byItself[rationale]) return `${action}${wait}: ${byItself[rationale]}`;
  let why = typeof cause === "number" && name ? `${cause} ${name}` : causeInWords(cause);
  if (product) why += ` (${product})`;
  else if (rationale === "profile" && !name) why += " (by its profile)";
  const ends = {
    "server-forbids": ", and the server said not to come back",
    "server-asks": ", and the server said to come back",
    "look-into-it": ": probe over HTTP or renew the credential",
    "credential-refused": ", with a renewed credential",
    "attempts-spent": ", and no attempts are left",
    "time-spent": ", and no time is left",
    "delay-too-long": ", and the wait is too long",
    offline: ", offline",
  };
  return `${action}${wait}: ${why}${ends[rationale] ?? ""}`;
}

function causeInWords(cause) {
  if (typeof cause === "number") return codeName(cause);
  const status = statusOf(cause);
  if (status !== undefined) return `handshake refused with HTTP ${status}`;
  if (cause === "not-opened") return "not opened, cause hidden";
  if (cause.startsWith("local-")) return `${cause.slice(6)}, found here`;
  return `${cause.toUpperCase()} failure`;
}

/** A delay as people say it, rounded to a tenth of the unit. */
function inWords(delay) {
  if (delay < 1) return "at once";
  if (delay < 1000) return `in ${Math.floor(delay)} ms`;
  const tenths = (unit) => Math.floor((Math.floor(delay) * 10 + unit / 2) / unit);
  if (tenths(1000) < 600) return `in ${tenths(1000) / 10} s`;
  if (tenths(60_000) < 600) return `in ${tenths(60_000) / 10} min`;
  return `in ${tenths(3_600_000) / 10} h`;
}

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const CLOCK = "(\\d\\d):(\\d\\d):(\\d\\d)";
const DATES = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  [`^..., ([ \\d]\\d) (...) (\\d{4}) ${CLOCK} GMT$`, 1, 2, 3, 4],
  // Sunday, 06-Nov-94 08:49:37 GMT
  [`^[^,]*, ([ \\d]\\d)-(...)-(\\d\\d) ${CLOCK} GMT$`, 1, 2, 3, 4],
  // Sun Nov  6 08:49:37 1994
  [`^... (...) ([ \\d]\\d) ${CLOCK} (\\d{4})$`, 2, 1, 6, 3],
];

/** How many milliseconds the value of a `Retry-After` header asks to wait. */
export function retryAfter(value, now = Date.now()) {
  const text = String(value).replace(/^[ \t\n\f\r]+|[ \t\n\f\r]+$/g, "");
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  for (const [pattern, day, month, year, clock] of DATES) {
    const found = new RegExp(pattern).exec(text);
    if (found) {
      const then = seconds(found[day], found[month], found[year], found.slice(clock, clock + 3));
      return then === undefined ? undefined : Math.max(0, then - now);
    }
  }
  return undefined;
}

function seconds(day, month, year, clock) {
  const index = MONTHS.indexOf(month);
  const [hour, minute, second] = clock.map(Number);
  const date = Number(day);
  // Two digits are of this century until 2069, and else of the last.
  const years = year.length === 4 ? 0 : year < 70 ? 2000 : 1900;
  const full = Number(year) + years;
  const isDate = index >= 0 && index % 3 === 0 && date >= 1 && date <= 31 && full >= 1970;
  // A leap second is one second too many, which does no harm.
  if (!isDate || hour > 23 || minute > 59 || second > 60) return undefined;
  return Date.UTC(full, index / 3, date, hour, minute, second);
}
