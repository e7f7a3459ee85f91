// Runs every program that the code pages show against a real peer, and compares what the other end saw.
//
// node samples.mjs MANIFEST: the manifest is written by `cargo xtask test samples` and names each program with its port.
// A program that sends is right if the peer's library reports the code; one that handles, if it prints the code.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import WebSocket, { WebSocketServer } from "ws";

/** Far above what any program needs, so that only a hanging one meets it. */
const LIMIT = 60_000;
const TOGETHER = 4;

const manifest = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** Fails after LIMIT, so that a program that hangs is named. */
function within(promise, what) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not happen`)), LIMIT);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** A program as a process: its output, and a promise for a line that begins with the code. */
function start(program) {
  const child = spawn(program.command[0], program.command.slice(1), { env: { ...process.env, ...program.env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { text: "" };
  let found;
  const printed = new Promise((resolve) => (found = resolve));
  const take = (chunk) => {
    output.text += chunk;
    if (output.text.split("\n").some((line) => line.startsWith(`${program.code}`))) found();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  // A program that ends without having printed the code has failed; one that only sends may end first.
  const ended = once(child, "close").then(([status]) => status);
  child.on("error", (error) => (output.text += error));
  const seen = Promise.race([printed, ended.then(() => output.text.startsWith(`${program.code}`) || Promise.reject(new Error("it ended without a word of the code")))]);
  seen.catch(() => {});
  return { child, output, seen, ended };
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

/** The server that a program connects to: it ends each connection in the way that gives the code, or waits for the program to. */
async function serve(program, port) {
  const http = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>samples</title>"));
  const server = new WebSocketServer({ noServer: true });
  let closed;
  const seen = new Promise((resolve) => (closed = resolve));
  http.on("upgrade", (request, stream, head) => {
    server.handleUpgrade(request, stream, head, (socket) => {
      socket.on("error", () => {});
      socket.on("close", (code) => closed(code));
      if (program.task !== "handle") return;
      if (program.code === 1005) socket.close();
      else if (program.code === 1006) stream.end();
      else socket.close(program.code);
    });
  });
  http.listen(port);
  await once(http, "listening");
  return { seen, port: http.address().port, stop: () => { http.close(); http.closeAllConnections(); } };
}

async function runServer(program) {
  const { child, output, seen, ended } = start(program);
  try {
    const socket = await within(connect(program.port, ended), "the connection");
    const closed = once(socket, "close").then(([code]) => code);
    if (program.task === "send") {
      const code = await within(closed, "the close");
      if (code !== program.code) throw new Error(`the peer saw ${code}`);
    } else {
      socket.close(program.code, "permessage-deflate");
      await within(seen, "the word of the code");
    }
  } catch (error) {
    throw new Error(`${error.message}\n${output.text}`);
  } finally {
    child.kill();
    await ended;
  }
}

async function runClient(program) {
  const server = await serve(program, program.port);
  const { child, output, seen, ended } = start(program);
  try {
    if (program.task === "send") {
      const gone = ended.then(() => new Promise((resolve) => setImmediate(resolve, "nothing")));
      const code = await within(Promise.race([server.seen, gone.then(() => server.seen)]), "the close");
      if (code !== program.code) throw new Error(`the peer saw ${code}`);
    } else {
      await within(seen, "the word of the code");
    }
  } catch (error) {
    throw new Error(`${error.message}\n${output.text}`);
  } finally {
    child.kill();
    await ended;
    server.stop();
  }
}

async function runInBrowser(browser, program) {
  const server = await serve(program, program.port);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    // A page of the same host: the browser asks before a page of another may reach the local network.
    await page.goto(`http://localhost:${program.port}/`);
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
    const said = page.waitForEvent("console", { predicate: (message) => message.text().startsWith(`${program.code}`), timeout: LIMIT });
    said.catch(() => {});
    await page.addScriptTag({ content: readFileSync(program.file, "utf8") });
    if (program.task === "send") {
      const code = await within(server.seen, "the close");
      if (code !== program.code) throw new Error(`the peer saw ${code}`);
    } else {
      await said;
    }
  } finally {
    await context.close();
    server.stop();
  }
}

const browser = await chromium.launch({ executablePath: manifest.chromium, args: ["--no-sandbox"] });
const waiting = [...manifest.programs];
const failed = [];
let passed = 0;
async function work() {
  for (let program = waiting.shift(); program; program = waiting.shift()) {
    const run = program.language === "browser" ? runInBrowser(browser, program) : program.is_server ? runServer(program) : runClient(program);
    await run.then(
      () => (passed += 1),
      (error) => failed.push(`${program.language}, ${program.task} ${program.code}: ${error.message}`),
    );
  }
}
await Promise.all(Array.from({ length: TOGETHER }, work));
await browser.close();
console.log(`samples: ${passed} ran as shown, ${failed.length} did not`);
for (const problem of failed) console.error(problem);
process.exitCode = failed.length === 0 && passed === manifest.programs.length ? 0 : 1;
