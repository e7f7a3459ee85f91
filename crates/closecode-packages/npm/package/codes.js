// What is known about each number.

import { classes, codeRanges } from "./tables.js";

/** All that is known about a number from 0 to 65535. */
export function classify(code) {
  if (!(Number.isInteger(code) && code >= 0 && code <= 65535)) {
    throw new RangeError(`a close code is a whole number from 0 to 65535, not ${code}`);
  }
  return classes[code] ?? classes[rangeOf(code)];
}

function rangeOf(code) {
  for (const id in codeRanges) {
    if (code <= codeRanges[id][1]) return id;
  }
}

/** What a client that received a number does about reconnecting. */
export function policy(code) {
  return classify(code).policy;
}

/** Whether a number is allowed in a Close frame. */
export function isAllowedInFrame(code) {
  return classify(code).isAllowedInFrame;
}

/** Whether a browser's `close()` takes a number. */
export function isScriptSendable(code) {
  return classify(code).isScriptSendable;
}

/** What a proxy sends on; `undefined` for a Close frame without a code. */
export function forRelay(code) {
  if (isAllowedInFrame(code)) return code;
  return code === 1005 ? undefined : 1011;
}

/** The number with the registry's name. */
export function codeName(code) {
  const { name } = classify(code);
  return name ? `${code} ${name}` : `${code}`;
}

/** The words about a number, from the `texts` of a language. */
export function textOf(code, texts) {
  return texts[classify(code).label];
}

/** The largest delay before an attempt, counted from 0. */
export function ceiling({ steps, initialDelay, maxDelay, factor, jitter }, attempt) {
  if (steps) return steps[Math.min(attempt, steps.length - 1)] ?? 0;
  if (jitter === "uniform") return maxDelay;
  // Zero times the infinity of a large power would be no number.
  return initialDelay && Math.min(maxDelay, initialDelay * (factor || 1) ** attempt);
}

/** The delay before an attempt, counted from 0. */
export function delay(backoff, attempt, random = Math.random()) {
  return draw(backoff, ceiling(backoff, attempt), random);
}

/** As many steps as the crate has between the shortest delay and the longest. */
const STEPS = 2 ** 32 - 1;

/** A delay below a ceiling, in whole milliseconds. */
export function draw({ steps, initialDelay, maxDelay, jitter }, top, random) {
  let low = 0;
  if (jitter === "equal") low = top / 2;
  if (jitter === "uniform") low = steps ? (steps[0] ?? 0) : Math.min(initialDelay, maxDelay);
  if (jitter === "none") low = top;
  const span = Math.max(0, top - low);
  const step = Math.round(Math.min(1, Math.max(0, random)) * STEPS);
  return Math.floor(low + (span * step) / STEPS);
}
