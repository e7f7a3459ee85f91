// Runs what the code pages show against a real peer, and compares what the other end saw.
//
// node samples.mjs MANIFEST: the manifest is written by `cargo xtask test samples` and names each program with its port.
// A program that sends is right if the peer's library reports the code. A loop is right if `closecode lab check`, which ends its connections, finds no
// fault with when it comes back, and if it comes back as often as it should. If it is told what it draws, each wait is known, and compared.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import WebSocket, { WebSocketServer } from "ws";

/** Far above what any program needs, so that only a hanging one meets it. */
const LIMIT = 60_000;
const TOGETHER = 4;
/** Loops mostly wait. */
const LOOPS_TOGETHER = 12;

const manifest = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** Fails after LIMIT, so that a program that hangs is named. */
function within(promise, what) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not happen`)), LIMIT);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** A program as a process: what it prints, and a promise for its end. */
function start([program, ...rest], env = {}) {
  const child = spawn(program, rest, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (output.out += chunk));
  child.stderr.on("data", (chunk) => (output.err += chunk));
  child.on("error", (error) => (output.err += error));
  const ended = once(child, "close").then(([status]) => status);
  return { child, output, ended };
}

/** Connects to a program that is a server, again and again until it listens. */
async function connect(port, ended) {
  let over = false;
  ended.then(() => (over = true));
  for (;;) {
    const socket = new WebSocket(`ws://localhost:${port}`);
    const opened = await new Promise((resolve) => {
      socket.once("open", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (opened) return socket;
    if (over) throw new Error("it ended before it listened");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The server that a program connects to: it waits until the program closes. */
async function serve(port) {
  const http = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>samples</title>"));
  const server = new WebSocketServer({ noServer: true });
  let closed;
  const seen = new Promise((resolve) => (closed = resolve));
  http.on("upgrade", (request, stream, head) => {
    server.handleUpgrade(request, stream, head, (socket) => {
      socket.on("error", () => {});
      socket.on("close", (code) => closed(code));
    });
  });
  http.listen(port);
  await once(http, "listening");
  return { seen, port: http.address().port, stop: () => { http.close(); http.closeAllConnections(); } };
}

async function sends(program) {
  const server = program.is_server ? null : await serve(program.port);
  const { child, output, ended } = start(program.command, program.env);
  try {
    let code;
    if (server) {
      code = await within(server.seen, "the close");
    } else {
      const socket = await within(connect(program.port, ended), "the connection");
      code = await within(once(socket, "close").then(([code]) => code), "the close");
    }
    if (code !== program.code) throw new Error(`the peer saw ${code}`);
  } catch (error) {
    throw new Error(`${error.message}\n${output.out}${output.err}`);
  } finally {
    child.kill();
    await ended;
    server?.stop();
  }
}

/** Lets a page of the same host do something: the browser asks before a page of another may reach the local network. */
async function inBrowser(address, does) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    await does(page);
  } finally {
    await context.close();
  }
}

async function sendsInBrowser(program) {
  const server = await serve(program.port);
  try {
    await inBrowser(`http://localhost:${program.port}/`, async (page) => {
      if (program.task === "refused") {
        const name = await page.evaluate((code) => {
          const socket = new WebSocket(`ws://${location.host}`);
          try {
            socket.close(code);
            return "nothing";
          } catch (error) {
            return error.name;
          }
        }, program.code);
        if (name !== "InvalidAccessError") throw new Error(`close(${program.code}) threw ${name}`);
        return;
      }
      await page.addScriptTag({ content: readFileSync(program.file, "utf8") });
      const code = await within(server.seen, "the close");
      if (code !== program.code) throw new Error(`the peer saw ${code}`);
    });
  } finally {
    server.stop();
  }
}

/** What is wrong with the waits of a client that always draws the same number, from 0 to 1. A machine that is busy makes waits longer, never shorter. */
function misses({ expected, clients: [{ waits_ms, reset_ms }] }, draw) {
  const is = (wait, { earliest_ms, latest_ms }) => {
    const due = earliest_ms + draw * (latest_ms - earliest_ms);
    return wait >= due * 0.98 - 3 && wait <= due * 1.1 + 300;
  };
  const starts = waits_ms.every((wait, nth) => is(wait, expected[nth]));
  return !starts || (reset_ms !== null && !is(reset_ms, expected[0]));
}

/** The lab ends the connections of the loop. It starts clients, or waits for the one that a browser is. */
async function comesBack(program) {
  const inPage = program.language === "browser";
  const isFixed = program.draw !== null;
  const clients = inPage ? ["--wait", "60s"] : ["--clients", isFixed ? 1 : 3, "--", ...program.command, "{url}"];
  const asked = ["lab", "check", "--format", "json", "--time-scale", manifest.scale, "--way", program.way, "--attempts", program.waits, ...clients];
  const { child, output, ended } = start([manifest.lab, ...asked.map(String)], program.env);
  try {
    if (inPage) {
      const found = async () => {
        for (;;) {
          const address = /ws:\S+/.exec(output.err)?.[0];
          if (address) return address;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      };
      const address = await within(found(), "the address of the lab");
      const text = readFileSync(program.file, "utf8").replace("ws://localhost:8080", address);
      await inBrowser(new URL("/", address.replace("ws:", "http:")).href, async (page) => {
        if (isFixed) await page.evaluate((draw) => (Math.random = () => draw), Number(program.draw));
        await page.addScriptTag({ content: text });
        await within(ended, "the end of the check");
      });
    }
    const status = await within(ended, "the end of the check");
    const [way] = JSON.parse(output.out).ways;
    // The verdict says nothing of a client that stops where it may, and not where it should.
    const isOften = way.clients.every((seen) => seen.waits_ms.length === program.returns);
    // Whether waits are random is no question where the program does not draw.
    const isRight = isFixed ? !misses(way, Number(program.draw)) : status === 0;
    if (!isOften || !isRight) throw new Error(`the lab saw ${JSON.stringify(way)}`);
  } catch (error) {
    throw new Error(`${error.message}\n${output.err}`);
  } finally {
    child.kill();
    await ended;
  }
}

const browser = await chromium.launch({ executablePath: manifest.chromium, args: ["--no-sandbox"] });
const failed = [];
// What is late among many on a busy machine runs once more, by itself, and then has to be right.
const again = [];
let passed = 0;
async function work(waiting, isAlone = false) {
  for (let program = waiting.shift(); program; program = waiting.shift()) {
    const run = program.task === "handle" ? comesBack : program.language === "browser" ? sendsInBrowser : sends;
    await run(program).then(
      () => (passed += 1),
      (error) => (isAlone ? failed.push(why(program, error)) : again.push(program)),
    );
  }
}
const why = (program, error) =>
  `${program.language}, ${program.task} ${program.code}${program.draw ? ` (draws ${program.draw})` : ""}: ${error.message}`;
const loops = manifest.programs.filter(({ task }) => task === "handle");
const others = manifest.programs.filter(({ task }) => task !== "handle");
const workers = (count, waiting) => Array.from({ length: count }, () => work(waiting));
await Promise.all([...workers(LOOPS_TOGETHER, loops), ...workers(TOGETHER, others)]);
if (again.length > 0) console.log(`samples: ${again.length} once more, alone`);
await work(again, true);
await browser.close();
console.log(`samples: ${passed} ran as shown, ${failed.length} did not`);
for (const problem of failed) console.error(problem);
process.exitCode = failed.length === 0 && passed === manifest.programs.length ? 0 : 1;
