// What the comparison with the crate does not show: wrong arguments, profiles, what a Reconnector
// remembers by its clock, and the README's client over real connections.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { Reconnector, classify, decide, delay, describe, policy, retryStateOf } from "closecode";
import WebSocket, { WebSocketServer } from "ws";

test("what is no close code and no cause is an error that says so", () => {
  for (const code of [-1, 65536, 1000.5, NaN, "1000", undefined, null]) {
    assert.throws(() => classify(code), { name: "RangeError", message: /from 0 to 65535/ });
  }
  for (const cause of ["network", "http-", "http-99999", "constructor", undefined]) {
    assert.throws(() => decide(cause), { name: "TypeError", message: /is no cause/ });
  }
  assert.throws(() => decide({ cause: 65536 }), RangeError);
});

test("what is no action of a rule is an error, and no reconnect", () => {
  const profiles = [{ rules: [{ code: 4002, action: "stopp" }] }, () => "stop", () => ({})];
  for (const profile of profiles) {
    const end = { cause: 4002, profile };
    assert.throws(() => decide(end), { name: "TypeError", message: /is no action of a rule/ });
  }
});

test("randomness beyond its range does not take a delay out of its", () => {
  const restart = policy(1012);
  assert.deepEqual(
    [-1, 0, 1, 2].map((random) => delay(restart, 0, random)),
    [5e3, 5e3, 3e4, 3e4],
  );
  for (let draw = 0; draw < 100; draw += 1) {
    const drawn = decide(1012).delay;
    assert.ok(Number.isInteger(drawn) && drawn >= 5000 && drawn <= 30_000);
  }
});

test("of rows that hold a code, the narrowest decides, and of equals the first", () => {
  const rules = [
    { first: 4000, last: 4999, action: "reconnect" },
    { first: 4000, last: 4009, action: "resume", name: "Narrower" },
    { first: 4001, last: 4010, action: "stop" },
    { code: 4005, action: "stop", name: "Kicked" },
  ];
  const decided = (cause) => decide({ cause, profile: { product: "Chat", rules } }, 0);
  assert.deepEqual(
    [4001, 4005, 4010, 4011].map((code) => decided(code).action),
    ["resume", "stop", "stop", "reconnect"],
  );
  assert.equal(describe(decided(4005)), "stop: 4005 Kicked (Chat)");
  assert.equal(decided(3000).rationale, "policy");
  const asked = (code) => (code === 4005 ? { ...rules[3], product: "Chat" } : undefined);
  assert.equal(describe(decide({ cause: 4005, profile: asked })), "stop: 4005 Kicked (Chat)");
  assert.equal(decide({ cause: 4006, profile: asked }).rationale, "policy");
});

test("a Reconnector measures by its clock, and forgets in time", () => {
  let now = 0;
  const reconnector = new Reconnector({ now: () => now, random: () => 1 });
  assert.equal(reconnector.ended(1006).cause, "not-opened");
  assert.equal(reconnector.ended("tcp").delay, 10_000);
  assert.equal(reconnector.uptime, undefined);
  reconnector.opened();
  now += 9999;
  assert.equal(reconnector.uptime, 9999);
  assert.equal(reconnector.retryState.attempts, 2);
  now += 1;
  assert.deepEqual(reconnector.retryState, retryStateOf(0));
  const lost = reconnector.ended(1006);
  assert.deepEqual([lost.cause, lost.delay, lost.retryState.attempts], [1006, 5000, 1]);
  // What was saved is taken up by another.
  const saved = JSON.parse(JSON.stringify(reconnector.retryState));
  const after = new Reconnector({ random: () => 1, retryState: saved }).ended("dns");
  assert.deepEqual(after, reconnector.ended("dns"));
  // One whose end nobody told is forgotten.
  reconnector.opened();
  reconnector.connecting();
  assert.equal(reconnector.ended(1006).cause, "not-opened");
});

test("the README's client stays connected, renews its credential, and stops", async () => {
  const readme = readFileSync(
    join(import.meta.dirname, "node_modules/closecode/README.md"),
    "utf8",
  );
  const [, program] = /```ts\n([^]*?)```/.exec(readme);
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const codes = [1012, 1008, 3003];
  server.on("connection", (ws) => ws.close(codes.shift()));
  const work = join(import.meta.dirname, "node_modules/.closecode-readme");
  mkdirSync(work, { recursive: true });
  const file = join(work, "client.mjs");
  const address = `ws://127.0.0.1:${server.address().port}`;
  assert.ok(program.includes("wss://example.org/feed"));
  writeFileSync(file, program.replace("wss://example.org/feed", address));

  const { setTimeout: realTimeout, WebSocket: platform } = globalThis;
  const { info } = console;
  const lines = [];
  try {
    globalThis.WebSocket = WebSocket;
    // Waits are cut short, but for the 30 s that `ws` gives to the closing handshake.
    globalThis.setTimeout = (callback, wait, ...rest) =>
      realTimeout(callback, wait === 30_000 ? wait : Math.min(wait, 1), ...rest);
    const ended = new Promise((resolve) => {
      console.info = (line) => {
        lines.push(line);
        if (lines.length === 6) resolve();
      };
    });
    await import(file);
    await ended;
  } finally {
    Object.assign(globalThis, { setTimeout: realTimeout, WebSocket: platform });
    console.info = info;
    for (const ws of server.clients) ws.terminate();
    server.close();
  }
  assert.match(lines[0], /^reconnect in [\d.]+ s: 1012 Service Restart$/);
  assert.match(lines[2], /^reauthenticate .*: 1008 Policy Violation$/);
  assert.equal(lines[4], "stop: 3003 Forbidden");
  assert.match(lines[5], /^The server closed the connection/);
  assert.deepEqual(codes, []);
});
