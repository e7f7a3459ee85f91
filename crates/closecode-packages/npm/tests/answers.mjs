// Prints what the package answers, as the example `answers` of closecode-packages prints what the
// crate does: `node answers.mjs codes|lives|rules|retry-after [questions]`. The questions are what
// the example has printed; of it, only what is asked is read.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import * as esm from "closecode";

// `CLOSECODE_REQUIRE=1`: the CommonJS twin.
const require = createRequire(import.meta.url);
const closecode = process.env.CLOSECODE_REQUIRE ? require("closecode") : esm;
const load = process.env.CLOSECODE_REQUIRE ? (path) => require(path) : (path) => import(path);

const MAX = 2 ** 32 - 1;
const { messages } = await load("closecode/locales/en");

const [, , mode, questions] = process.argv;
const modes = { codes, lives, rules, "retry-after": retryAfter };
process.stdout.write((await modes[mode](questions && readFileSync(questions, "utf8"))).join("\n"));
process.stdout.write("\n");

function orNone(value) {
  return value ?? "-";
}

/** The word of a cause, as the crate writes it. */
function word(cause) {
  return typeof cause === "number" ? `close-${cause}` : cause;
}

function short(decision) {
  const { action, rationale, delay, attemptIn, retryState, severity } = decision;
  const { attempts, spent } = retryState;
  return [action, rationale, delay, orNone(attemptIn), attempts, spent, severity].join(" ");
}

function codes() {
  const lines = [];
  for (let code = 0; code <= 65535; code += 1) {
    const about = closecode.classify(code);
    const { policy } = about;
    const first = closecode.decide(code, 1);
    const again = closecode.decide({ cause: code, retryState: first.retryState }, 2 ** 30 / MAX);
    const wanted = closecode.decide({ cause: code, opened: false, wanted: true, attempt: 2 }, 0);
    const attempts = policy.maxAttempts;
    lines.push(
      [
        code,
        about.label,
        orNone(about.ident),
        orNone(about.name),
        closecode.codeRanges[about.range].join("-"),
        closecode.isAllowedInFrame(code),
        about.sender,
        about.isSynthetic,
        about.canBeClean,
        closecode.isScriptSendable(code),
        about.scriptVisibility,
        orNone(closecode.forRelay(code)),
        policy.action,
        policy.initialDelay,
        policy.maxDelay,
        policy.factor,
        policy.jitter,
        attempts === Infinity ? "-" : attempts,
        policy.fault,
        policy.severity,
        policy.alert,
        policy.authority,
        [0, 1, 2, 3, 30].map((attempt) => closecode.ceiling(policy, attempt)).join(" "),
        [
          [0, 0],
          [1, MAX],
          [2, 0x12345678],
          [3, 0xdeadbeef],
        ]
          .map(([attempt, random]) => closecode.delay(policy, attempt, random / MAX))
          .join(" "),
        short(first),
        short(again),
        short(wanted),
      ].join("\t"),
    );
  }
  for (const status of [...Array(1000).keys(), 1000, 65535]) {
    const cause = `http-${status}`;
    const first = closecode.decide(cause, 1);
    const again = closecode.decide({ cause, retryState: first.retryState }, 2 ** 30 / MAX);
    lines.push([cause, first.label, short(first), short(again)].join("\t"));
  }
  return lines;
}

function lives(questions) {
  return questions
    .trimEnd()
    .split("\n")
    .map((line) => {
      const life = JSON.parse(line);
      const decisions = decisionsOf(life);
      // In the order of the keys that the crate prints.
      return JSON.stringify({ attempts_before: life.attempts_before, decisions, ...rest(life) });
    });
}

function rest({ ends, limits, rule, wanted }) {
  return { ends, limits, rule, wanted };
}

function defined(value) {
  return value ?? undefined;
}

function decisionsOf({ limits, wanted, attempts_before, rule, ends }) {
  let now = 0;
  let random = 0;
  const reconnector = new closecode.Reconnector({
    limits: {
      minUptime: limits.min_uptime_ms,
      attempts: defined(limits.attempts),
      totalTime: defined(limits.total_time_ms),
      maxDelay: limits.max_delay_ms,
    },
    profile: rule && { rules: [{ first: 1000, last: 4999, ...profileRule(rule) }] },
    wanted: defined(wanted),
    retryState: closecode.retryStateOf(attempts_before),
    random: () => random,
    now: () => now,
  });
  return ends.map((end) => {
    if (end.lived_ms !== null) {
      reconnector.opened();
      now += end.lived_ms;
    }
    random = end.random / MAX;
    const { retry_after_ms, reconnect, resume } = end.hint;
    const decision = reconnector.ended({
      cause: end.cause.startsWith("close-") ? Number(end.cause.slice(6)) : end.cause,
      initiator: end.initiator,
      hint: {
        retryAfter: defined(retry_after_ms),
        reconnect: defined(reconnect),
        resume: defined(resume),
      },
      spent: defined(end.spent_ms),
      online: end.online,
      visible: end.visible,
    });
    return {
      action: decision.action,
      attempt_in_ms: decision.attemptIn ?? null,
      attempts: decision.retryState.attempts,
      cause: word(decision.cause),
      code_name: decision.codeName ?? null,
      delay_ms: decision.delay,
      label: decision.label,
      message: closecode.userMessage(decision, messages),
      rationale: decision.rationale,
      severity: decision.severity,
      spent_ms: decision.retryState.spent,
      text: closecode.describe(decision),
    };
  });
}

function profileRule({ action, at_once, pace, attempts, name }) {
  const { steps, initial_ms, max_ms, factor, jitter } = pace;
  const backoff = steps
    ? { steps, jitter }
    : { initialDelay: initial_ms, maxDelay: max_ms, factor, jitter };
  return { action, atOnce: at_once, backoff, maxAttempts: attempts ?? Infinity, name };
}

async function rules(questions) {
  const lines = [];
  for (const line of questions.trimEnd().split("\n")) {
    const [protocol, endpoint, code] = line.split("\t");
    const module = await load(`closecode/protocols/${protocol}`);
    const { CloseCode, profile } =
      endpoint === "-" ? module : module[endpoint.replace(/-(.)/g, (_, c) => c.toUpperCase())];
    const ident = Object.keys(CloseCode).find((name) => CloseCode[name] === Number(code));
    lines.push([protocol, endpoint, code, orNone(ident), ...ruleFields(profile, Number(code))]);
  }
  return lines.map((fields) => fields.join("\t"));
}

/** The rule as `decide` finds it: each field is what a decision makes of it. */
function ruleFields(profile, code) {
  const ranges = profile.rules
    .map((row) => ({ first: row.code ?? row.first, last: row.code ?? row.last, row }))
    .filter(({ first, last }) => first <= code && code <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first));
  if (ranges.length === 0) return ["-"];
  const { action, atOnce = false, backoff = closecode.policy(1006), maxAttempts, name } =
    ranges[0].row;
  const usual = { stop: 0, "fix-first": 0, reauthenticate: 1 };
  const attempts = maxAttempts ?? usual[action] ?? "-";
  const delays = [0, 1, 2, 3, 30].map((attempt) =>
    [0, 1].map((random) => closecode.delay(backoff, attempt, random)).join("-"),
  );
  return [action, atOnce, backoff.jitter, delays.join(" "), attempts, name];
}

function retryAfter(questions) {
  return questions
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [now, value] = line.split("\t");
      return [now, value, orNone(closecode.retryAfter(JSON.parse(value), Number(now)))].join("\t");
    });
}
