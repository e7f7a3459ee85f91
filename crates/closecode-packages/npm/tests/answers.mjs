// What the package answers, in the lines that the example `answers` of closecode-packages prints for
// the crate. It imports nothing, so that it runs in a browser too.

const MAX = 2 ** 32 - 1;

/** The lines of a mode. Of `questions`, which are the crate's lines, only what is asked is read. */
export async function answers(mode, questions, closecode, load) {
  const asked = questions.trimEnd().split("\n");
  switch (mode) {
    case "codes":
      return codes(closecode);
    case "lives":
      return lives(asked, closecode, await load("closecode/locales/en"));
    case "rules":
      return rules(asked, closecode, load);
    case "texts":
      return texts(asked, closecode, load);
    default:
      return asked.map((line) => retryAfter(line, closecode));
  }
}

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

function codes(closecode) {
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

function lives(asked, closecode, { messages }) {
  return asked.map((line) => {
    const { attempts_before, ends, limits, rule, wanted } = JSON.parse(line);
    const life = { attempts_before, ends, limits, rule, wanted };
    const decisions = decisionsOf(life, closecode, messages);
    // In the order of the keys that the crate prints.
    return JSON.stringify({ attempts_before, decisions, ends, limits, rule, wanted });
  });
}

function defined(value) {
  return value ?? undefined;
}

function decisionsOf({ limits, wanted, attempts_before, rule, ends }, closecode, messages) {
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

async function rules(asked, closecode, load) {
  const lines = [];
  for (const line of asked) {
    const [protocol, endpoint, number] = line.split("\t");
    const code = Number(number);
    const module = await load(`closecode/protocols/${protocol}`);
    const { CloseCode, profile } =
      endpoint === "-" ? module : module[endpoint.replace(/-(.)/g, (_, c) => c.toUpperCase())];
    const ident = Object.keys(CloseCode).find((name) => CloseCode[name] === code);
    const fields = ruleFields(profile, code, closecode);
    lines.push([protocol, endpoint, number, orNone(ident), ...fields].join("\t"));
  }
  return lines;
}

/** The rule that the profile has for a code, with what it leaves out. */
function ruleFields(profile, code, { delay, policy }) {
  const rows = profile.rules
    .map((row) => ({ first: row.code ?? row.first, last: row.code ?? row.last, row }))
    .filter(({ first, last }) => first <= code && code <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first));
  if (rows.length === 0) return ["-"];
  const { action, atOnce = false, backoff = policy(1006), maxAttempts, name } = rows[0].row;
  const usual = { stop: 0, "fix-first": 0, reauthenticate: 1 };
  const attempts = maxAttempts ?? usual[action] ?? "-";
  const delays = [0, 1, 2, 3, 30].map((attempt) =>
    [0, 1].map((random) => delay(backoff, attempt, random)).join("-"),
  );
  return [action, atOnce, backoff.jitter, delays.join(" "), attempts, name];
}

async function texts(asked, closecode, load) {
  const tags = [...new Set(asked.map((line) => line.split("\t")[0]))];
  // What was asked about one language is asked about each.
  const numbers = asked
    .map((line) => line.split("\t"))
    .filter(([tag, number]) => tag === tags[0] && /^\d/.test(number))
    .map(([, number]) => number);
  const lines = [];
  for (const tag of tags) {
    const { messages, texts: words } = await load(`closecode/locales/${tag}`);
    for (const decision of eight(closecode)) {
      const message = JSON.stringify(closecode.userMessage(decision, messages));
      lines.push([tag, decision.action, decision.rationale, message].join("\t"));
    }
    for (const number of numbers) {
      const text = closecode.textOf(Number(number), words);
      const { title, summary, description, userMessage } = text;
      const cases = text.cases.map(({ id, title, sign, causes, steps }) => {
        return [id, title, sign, causes, steps];
      });
      const list = JSON.stringify([title, summary, description, userMessage, cases]);
      lines.push([tag, number, list].join("\t"));
    }
  }
  return lines;
}

/** A decision for each text that a user may read. */
function eight({ decide }) {
  const renewed = decide(3000, 0);
  return [
    decide({ cause: 1006, initiator: "application" }, 0),
    decide(3003, 0),
    decide(1006, 0),
    renewed,
    decide({ cause: 3000, retryState: renewed.retryState }, 0),
    decide({ cause: 1006, online: false }, 0),
    decide(1009, 0),
    decide({ cause: 1006, limits: { attempts: 0 } }, 0),
  ];
}

function retryAfter(line, closecode) {
  const [now, value] = line.split("\t");
  return [now, value, orNone(closecode.retryAfter(JSON.parse(value), Number(now)))].join("\t");
}

/** The decisions of the test vectors that the package does not come to. */
export function misjudged({ decisions }, { decide }) {
  return decisions.filter(({ before = [], disconnect, decision }) => {
    const retryState = before.reduce(
      (state, end) => decide({ retryState: state, ...endOf(end) }, 1).retryState,
      undefined,
    );
    const [shortest, longest] = [0, 1].map((random) =>
      decide({ retryState, ...endOf(disconnect) }, random),
    );
    const found = {
      action: shortest.action,
      rationale: shortest.rationale,
      attempt_in_ms:
        shortest.attemptIn === undefined ? null : [shortest.attemptIn, longest.attemptIn],
      delay_ms: [shortest.delay, longest.delay],
      cause: word(shortest.cause),
      severity: shortest.severity,
      attempts: shortest.retryState.attempts,
      spent_ms: [shortest.retryState.spent, longest.retryState.spent],
    };
    return Object.keys({ ...found, ...decision }).some(
      (key) => JSON.stringify(found[key]) !== JSON.stringify(decision[key]),
    );
  });
}

/** A disconnect of the vectors as one of the package. */
function endOf({ cause, uptime_ms, attempt, spent_ms, hint, rule, limits, ...same }) {
  const { action, at_once, attempts, jitter, steps_ms, initial_delay_ms, max_delay_ms, factor } =
    rule ?? {};
  const end = {
    ...same,
    cause: cause.startsWith("close-") ? Number(cause.slice(6)) : cause,
    uptime: uptime_ms,
    spent: spent_ms,
    hint: hint && { ...hint, retryAfter: hint.retry_after_ms },
    limits: limits && {
      minUptime: limits.min_uptime_ms,
      attempts: limits.attempts,
      totalTime: limits.total_time_ms,
      maxDelay: limits.max_delay_ms,
    },
  };
  if (rule) {
    const backoff = steps_ms
      ? { steps: steps_ms, jitter }
      : { initialDelay: initial_delay_ms, maxDelay: max_delay_ms, factor, jitter };
    const paced = jitter ? { backoff } : {};
    end.profile = () => ({ action, atOnce: at_once, maxAttempts: attempts, ...paced });
  }
  // A counter takes the place of what was remembered.
  return attempt === undefined ? end : { ...end, attempt, retryState: undefined };
}

/** The first line in which the answers differ from the crate's, of both; nothing if none does. */
export async function difference(mode, expected, closecode, load) {
  const lines = expected.trimEnd().split("\n");
  const found = await answers(mode, expected, closecode, load);
  const index = lines.findIndex((line, at) => line !== found[at]);
  if (index < 0 && lines.length === found.length) return undefined;
  const [crate, ours] = [lines[index], found[index]];
  if (mode !== "lives") return { line: index + 1, crate, package: ours };
  // Of a life, the first decision that differs.
  const decisions = [crate, ours].map((line) =>
    JSON.parse(line).decisions.map((decision) => JSON.stringify(decision)),
  );
  const at = decisions[0].findIndex((decision, step) => decision !== decisions[1][step]);
  return { line: index + 1, end: at + 1, crate: decisions[0][at], package: decisions[1][at] };
}
