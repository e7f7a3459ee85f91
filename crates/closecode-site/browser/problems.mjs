// Runs every command and configuration that the pages of problems show, and compares what happens: the symptom without
// the fix, and its absence with it.
//
// node problems.mjs MANIFEST: the manifest is written by `cargo xtask test problems` and has the problems as they are in the
// data. What is run is the published text, with these substitutions and no other, each made where it is run:
// - an address, a port, a path of a log or a process id is the one of this run;
// - a time in a published text is divided, so that half a minute is part of a second;
// - `python` and `uvicorn` are called as `python3` and `python3 -m uvicorn`.
// What is broken is not published: it is the text without its point, or with a time of a second in place of a default.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import WebSocket, { WebSocketServer } from "ws";

/** Far above what anything needs, so that only a hanging run meets it. */
const LIMIT = 30_000;
/** What runs together: most of it waits. */
const TOGETHER = 6;
/** An idle timeout is a second, so a connection that is open after this long has outlived it. */
const OUTLIVED = 2_500;

const manifest = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folder = mkdtempSync(join(tmpdir(), "closecode-problems-"));
const env = { ...process.env, PYTHONPATH: manifest.python, PYTHONUNBUFFERED: "1" };
const run = promisify(execFile);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function check(isRight, what) {
  if (!isRight) throw new Error(what);
}

function equal(found, wanted, what) {
  check(JSON.stringify(found) === JSON.stringify(wanted), `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/** Whether a text has what a page shows as output: white space counts as one space, and `...` is anything. */
function shows(text, output) {
  const escaped = output.trim().split("...").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  check(new RegExp(escaped.join("[^]*?")).test(text), `the page shows ${JSON.stringify(output)}, and this was printed: ${JSON.stringify(text)}`);
}

/** A published text with something of this run in place of what it shows; it has to be there. */
function put(text, from, to) {
  check(text.includes(from), `${JSON.stringify(from)} is not in ${JSON.stringify(text)}`);
  return text.replaceAll(from, to);
}

/** What one scenario has started, which ends with it. */
class Scene {
  constructor() {
    this.ends = [];
  }

  async end() {
    for (const end of this.ends.reverse()) await end();
  }

  /** A server with ws; `serve` gets each socket. */
  async server(serve = () => {}, options = {}) {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", ...options });
    server.on("connection", (socket, request) => {
      socket.on("error", () => {});
      serve(socket, request);
    });
    await once(server, "listening");
    this.ends.push(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    return Object.assign(server, { number: server.address().port, url: `ws://127.0.0.1:${server.address().port}/ws` });
  }

  /** A client with ws, open. What it is told of the end is in `ended`. */
  async client(url, options = {}) {
    const socket = new WebSocket(url, options);
    this.ends.push(() => socket.terminate());
    const ended = new Promise((resolve) => {
      let error;
      socket.on("error", (found) => (error = `${found.name}: ${found.message}`));
      socket.on("close", (code, reason) => resolve({ code, reason: reason.toString(), ...(error && { error }) }));
    });
    await Promise.race([once(socket, "open"), ended]);
    return Object.assign(socket, { ended });
  }

  /** The end of a new connection. */
  async end_of(url, options) {
    return (await this.client(url, options)).ended;
  }

  /** A process; all that it prints is in `text`, and `printed` waits for a part of it. */
  process(program, args, options = {}) {
    // In a group of its own, because a proxy starts others, which have to end with it.
    const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true, ...options });
    children.add(child.pid);
    child.text = "";
    const waiting = [];
    const take = (chunk) => {
      child.text += chunk;
      waiting.forEach((look) => look());
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.ended = new Promise((resolve) => child.on("close", (status) => resolve(status)));
    child.on("error", (error) => (child.text += error));
    child.printed = (part) =>
      new Promise((resolve, reject) => {
        const look = () => child.text.includes(part) && resolve();
        waiting.push(look);
        look();
        child.ended.then(() => reject(new Error(`${program} ended without having printed ${part}: ${child.text}`)));
      });
    this.ends.push(async () => {
      killGroup(child.pid);
      await child.ended;
    });
    return child;
  }

  /** A program in a language, as a process. */
  program(program, extension, text, ...args) {
    const path = join(folder, `${nextName()}.${extension}`);
    writeFileSync(path, text);
    return this.process(program, [path, ...args]);
  }

  python(text) {
    return this.program("python3", "py", text);
  }

  node(text, ...args) {
    return this.program("node", "mjs", put(text, "'ws'", JSON.stringify(import.meta.resolve("ws"))), ...args);
  }

  /** A proxy with a configuration, which `text` writes, once it listens. */
  async proxy(start, text) {
    const port = await freePort();
    const path = join(folder, nextName());
    const log = `${path}.log`;
    writeFileSync(log, "");
    writeFileSync(path, text(port, path, log));
    const child = this.process(...start(path));
    await listens(port, child);
    return Object.assign(child, { number: port, url: `ws://127.0.0.1:${port}/ws`, log });
  }

  nginx(backend, { main = "", events = "worker_connections 64;", location = UPGRADE, level = "info" }) {
    const text = (port, path, log) => `
      daemon off; pid ${path}.pid; error_log ${log} ${level}; ${main}
      events { ${events} }
      http {
        access_log off;
        client_body_temp_path ${path}.body; proxy_temp_path ${path}.proxy; fastcgi_temp_path ${path}.fastcgi;
        uwsgi_temp_path ${path}.uwsgi; scgi_temp_path ${path}.scgi;
        server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${backend}; ${location} } }
      }`;
    return this.proxy((path) => ["nginx", ["-e", `${path}.log`, "-p", folder, "-c", path]], text);
  }

  haproxy(backend, { global = "", defaults = "" }) {
    const text = (port) => `
global
    ${global}
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
    ${defaults}
frontend f
    bind 127.0.0.1:${port}
    default_backend b
backend b
    server s 127.0.0.1:${backend}
`;
    return this.proxy((path) => ["haproxy", ["-db", "-f", path]], text);
  }

  apache(text) {
    const modules = ["mpm_event", "authz_core", "proxy", "proxy_http"];
    const load = modules.map((module) => `LoadModule ${module}_module /usr/lib/apache2/modules/mod_${module}.so`);
    const all = (port, path, log) =>
      [`ServerName localhost`, `Listen 127.0.0.1:${port}`, `PidFile ${path}.pid`, `ErrorLog ${log}`, `DefaultRuntimeDir ${folder}`, `Mutex pthread`, ...load, text, ""].join("\n");
    return this.proxy((path) => ["apache2", ["-X", "-d", folder, "-f", path]], all);
  }

  /** uvicorn with an application, called as a page calls it. */
  async uvicorn(command, app, extra = []) {
    const port = await freePort();
    const name = `app${nextName()}`;
    writeFileSync(join(folder, `${name}.py`), app);
    const words = put(command, "app:app", `${name}:app`).split(" ");
    equal(words.shift(), "uvicorn", "the program");
    const child = this.process("python3", ["-m", "uvicorn", ...words, "--port", `${port}`, ...extra]);
    await listens(port, child);
    return Object.assign(child, { number: port, url: `ws://127.0.0.1:${port}/ws` });
  }

  /** A page in Chromium. */
  async page() {
    const http = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>problems</title>"));
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const page = await (await theBrowser()).newPage();
    await page.goto(`http://127.0.0.1:${http.address().port}/`);
    this.ends.push(async () => {
      await page.close();
      http.close();
    });
    return page;
  }

  /** Timers that a published text starts, with its times divided; they end with the scenario. */
  timers(divisor) {
    const started = [];
    this.ends.push(() => started.forEach((timer) => clearTimeout(timer)));
    const keep = (timer) => (started.push(timer), timer);
    return {
      setTimeout: (run, ms) => keep(setTimeout(run, ms / divisor)),
      setInterval: (run, ms) => keep(setInterval(run, ms / divisor)),
    };
  }
}

/** The processes that were started; none outlives this program, however it ends. */
const children = new Set();

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
  children.delete(pid);
}

process.on("exit", () => children.forEach(killGroup));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

let names = 0;
const nextName = () => `${(names += 1)}`;

let browser;
const theBrowser = () => (browser ??= chromium.launch({ executablePath: manifest.chromium, args: ["--no-sandbox"] }));

async function freePort() {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until somebody listens. */
async function listens(port, child) {
  let over = false;
  child.ended.then(() => (over = true));
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
    socket.destroy();
    if (isOpen) return;
    if (over) throw new Error(`it ended before it listened: ${child.text}`);
    await sleep(20);
  }
}

/** Runs a published text in JavaScript with names for it, and returns what it printed. */
function evaluate(text, names = {}, printed = []) {
  const console = { log: (...words) => printed.push(words.map(String).join(" ")) };
  const all = { console, ...names };
  new Function(...Object.keys(all), text)(...Object.values(all));
  return printed;
}

/** Asserts that a connection is open when an idle timeout of a second has passed twice. */
async function outlives(socket, what) {
  const ended = await Promise.race([socket.ended, sleep(OUTLIVED)]);
  check(!ended, `${what}: it ended with ${JSON.stringify(ended)}`);
}

/** Asserts that a connection ends, and how. */
async function ends(socket, wanted, what) {
  const { code, reason } = await socket.ended;
  equal(wanted.length > 1 ? [code, reason] : [code], wanted, what);
}

const indented = (text, spaces) => text.replace(/^/gm, " ".repeat(spaces));

/** Starlette with one endpoint. */
const starlette = (body) => `
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

class TokenExpired(Exception):
    pass

async def serve(websocket):
    if "expired" in websocket.url.path:
        raise TokenExpired
    raise ValueError("a bug")

async def endpoint(websocket):
${indented(body, 4)}

app = Starlette(routes=[WebSocketRoute("/{path:path}", endpoint)])
`;

/** An application that accepts, and receives until the end. */
const RECEIVES = starlette(`await websocket.accept()
async for _ in websocket.iter_bytes():
    pass`);

/** A server with websockets in Python that prints its port. */
const websocketsServer = (serve, handler) => `
import asyncio
from websockets.asyncio.server import serve as listen

class TokenExpired(Exception):
    pass

async def serve(websocket):
    raise TokenExpired

async def handler(websocket):
${indented(handler, 4)}

async def main():
    host = "127.0.0.1"
    port = 0
    async with ${serve} as server:
        print("port", server.sockets[0].getsockname()[1], "ready", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
`;

async function portOf(child) {
  await child.printed("ready");
  return `ws://127.0.0.1:${child.text.match(/port (\d+)/)[1]}/ws`;
}

/** A client with websockets in Python that prints how it ends, or what it receives. */
const websocketsClient = (uri, head) => `
import asyncio
from websockets.asyncio.client import connect

async def main():
    uri = "${uri}"
    try:
        ${head}
            print("received", await websocket.recv())
    except Exception as error:
        print(error)

asyncio.run(main())
`;

/** A server with ws as a process of its own, which prints its port and then "ready". */
const WS_SERVER = `
import { WebSocketServer } from 'ws';
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
server.on("listening", () => console.log("port", server.address().port, "ready"));
`;

/** A client with ws as a process of its own. */
const WS_CLIENT = `
import WebSocket from 'ws';
const socket = new WebSocket(process.argv[2]);
socket.on("open", () => console.log("open"));
socket.on("error", () => {});
`;

const UPGRADE = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';

/** A socket that a test plays with, and timers that only record their delay. */
function fake(text, before, after, names = {}) {
  const delays = [];
  const sockets = [];
  const pending = [];
  class WebSocket {
    constructor() {
      sockets.push(this);
    }
  }
  const setTimeout = (run, ms) => {
    pending.push({ run, ms });
    delays.push(ms);
    return pending.length;
  };
  const clearTimeout = (id) => id && (pending[id - 1].run = () => {});
  evaluate(`${before}\n${text}\n${after}`, { WebSocket, setTimeout, clearTimeout, url: "", ...names });
  return {
    delays,
    sockets,
    /** The server accepts, and closes; the client waits, and comes back. The delay of that wait. */
    refuse(code = 1013) {
      const socket = sockets.at(-1);
      socket.onopen?.({});
      const before = pending.length;
      socket.onclose({ code });
      if (pending.length === before) return undefined;
      const { run, ms } = pending.at(-1);
      run();
      return ms;
    },
    /** The server accepts, and the connection lasts: its timer strikes. */
    last() {
      const before = pending.length;
      sockets.at(-1).onopen({});
      check(pending.length > before, "nothing waits for a stable connection");
      pending.at(-1).run();
    },
  };
}

/** For each problem what runs its steps and fixes, in their order: a function; null, where there is nothing to run; or why not. */
const RUNS = {
  "close-refuses-the-code": {
    steps: [
      async (scene, { text, output }) => {
        const server = await scene.server();
        const page = await scene.page();
        const printed = await page.evaluate(
          ([text, url]) =>
            new Promise((resolve) => {
              const socket = new WebSocket(url);
              socket.onopen = () => {
                try {
                  new Function("socket", text)(socket);
                  resolve("nothing was thrown");
                } catch (error) {
                  resolve(`${error.name}: ${error.message}`);
                }
              };
            }),
          [text, server.url],
        );
        shows(printed, output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        let ended;
        const closed = new Promise((resolve) => (ended = resolve));
        const server = await scene.server((socket) => socket.on("close", (code, reason) => ended([code, `${reason}`])));
        const page = await scene.page();
        await page.evaluate(([text, url]) => {
          const socket = new WebSocket(url);
          socket.onopen = () => new Function("socket", text)(socket);
        }, [text, server.url]);
        equal(await closed, [4001, "idle"], "the server is told");
      },
    ],
  },

  "closed-before-open": {
    steps: [
      async (scene, { text, output, messages }) => {
        const server = await scene.server(undefined, { verifyClient: (_, answer) => answer(false, 403) });
        const { stdout } = await run("bash", ["-c", put(text, "https://example.com/ws", server.url.replace("ws:", "http:"))]);
        shows(stdout, output);
        const { error, code } = await scene.end_of(server.url);
        equal([error, code], [messages[1], 1006], "ws");
      },
      null,
    ],
    fixes: [],
  },

  "drops-after-the-same-time": {
    steps: [
      async (scene, { text }) => {
        const server = await scene.server();
        const proxy = await scene.nginx(server.number, { location: `${UPGRADE} proxy_read_timeout 1s;` });
        const socket = await scene.client(proxy.url);
        const printed = [];
        evaluate(text, { socket }, printed);
        await socket.ended;
        const [code, wasClean, seconds] = printed[0].split(" ");
        equal([code, wasClean], ["1006", "false"], "code and wasClean");
        check(Number(seconds) >= 0.9, `the connection lived for ${seconds} s`);
      },
      async (scene, { text, output }) => {
        const server = await scene.server();
        const logs = [];
        for (const level of ["error", "info"]) {
          const proxy = await scene.nginx(server.number, { location: `${UPGRADE} proxy_read_timeout 1s;`, level });
          await ends(await scene.client(proxy.url), [1006], "behind nginx");
          const command = put(text, "/var/log/nginx/error.log", proxy.log);
          logs.push(await run("bash", ["-c", `${command} || true`]));
        }
        equal(logs[0].stdout, "", "at its default level, the log has nothing");
        shows(logs[1].stdout, output);
      },
      null,
    ],
    fixes: [
      async (scene, { text }) => {
        const server = await scene.server();
        const broken = await scene.nginx(server.number, { location: `${UPGRADE} proxy_read_timeout 1s;` });
        const fixed = await scene.nginx(server.number, { location: `${UPGRADE} ${text}` });
        const sockets = [await scene.client(broken.url), await scene.client(fixed.url)];
        await Promise.all([ends(sockets[0], [1006], "nginx with a second"), outlives(sockets[1], "nginx")]);
      },
      async (scene, { text }) => {
        const server = await scene.server();
        const broken = await scene.haproxy(server.number, {});
        const fixed = await scene.haproxy(server.number, { defaults: text });
        const sockets = [await scene.client(broken.url), await scene.client(fixed.url)];
        await Promise.all([ends(sockets[0], [1006], "HAProxy with a second"), outlives(sockets[1], "HAProxy")]);
      },
      async (scene, { text }) => {
        const server = await scene.server();
        const pass = `ProxyPass "/" "http://127.0.0.1:${server.number}/" upgrade=websocket`;
        // Of the timeouts of both connections, the longer one is taken.
        const broken = await scene.apache(`Timeout 1\n${pass}`);
        const fixed = await scene.apache(`Timeout 1\n${text}\n${pass}`);
        const sockets = [await scene.client(broken.url), await scene.client(fixed.url)];
        await Promise.all([ends(sockets[0], [1006], "Apache with a second"), outlives(sockets[1], "Apache")]);
      },
      async (scene, { text }) => {
        const silent = await scene.server();
        const pinging = await scene.server();
        evaluate(text, { server: pinging, ...scene.timers(100) });
        const open = async (server) => {
          const proxy = await scene.nginx(server.number, { location: `${UPGRADE} proxy_read_timeout 1s;` });
          return scene.client(proxy.url);
        };
        const sockets = [await open(silent), await open(pinging)];
        await Promise.all([ends(sockets[0], [1006], "without Pings"), outlives(sockets[1], "with Pings")]);
      },
      "it is a few lines of Go, which would have to be compiled for nothing else",
      null,
      null,
    ],
  },

  "keepalive-ping-timeout": {
    steps: [
      null,
      async (scene, { text, output }) => {
        const cwd = mkdtempSync(join(folder, "app-"));
        const logs = [];
        for (const blocks of ["await asyncio.sleep(0.3)", "time.sleep(0.3)"]) {
          writeFileSync(join(cwd, "app.py"), `import asyncio, logging, time\nlogging.basicConfig()\nasync def main():\n    ${blocks}\nasyncio.run(main())\n`);
          logs.push(await run("bash", ["-c", put(text, "python ", "python3 ")], { cwd, env }));
        }
        check(!logs[0].stderr.includes("took"), "nothing is said of what waits without blocking");
        shows(logs[1].stderr, output);
      },
    ],
    fixes: [
      async (scene, { text, messages }) => {
        // The peer blocks for 1.5 s, and 20 s are half of one.
        const server = scene.python(`import time\n${websocketsServer('listen(handler, host, port, ping_interval=None)', 'time.sleep(1.5)\nawait websocket.send("done")')}`);
        const again = scene.python(`import time\n${websocketsServer('listen(handler, host, port, ping_interval=None)', 'time.sleep(1.5)\nawait websocket.send("done")')}`);
        const scaled = put(put(text, "ping_interval=20", "ping_interval=0.5"), "ping_timeout=60", "ping_timeout=1.5");
        const broken = scene.python(websocketsClient(await portOf(server), put(scaled, "ping_timeout=1.5", "ping_timeout=0.5")));
        const fixed = scene.python(websocketsClient(await portOf(again), scaled));
        await Promise.all([broken.ended, fixed.ended]);
        equal(broken.text.trim(), messages[0], "with the default");
        equal(fixed.text.trim(), "received done", "with a longer timeout");
      },
      async (scene, { text }) => {
        const scaled = put(put(text, "--ws-ping-interval 20", "--ws-ping-interval 0.5"), "--ws-ping-timeout 60", "--ws-ping-timeout 1.5");
        const broken = await scene.uvicorn(put(scaled, "--ws-ping-timeout 1.5", "--ws-ping-timeout 0.5"), RECEIVES);
        const fixed = await scene.uvicorn(scaled, RECEIVES);
        // A client that is busy for a second whenever a Ping arrives.
        const busy = async (url) => {
          const socket = await scene.client(url, { autoPong: false });
          socket.on("ping", (data) => setTimeout(() => socket.readyState === WebSocket.OPEN && socket.pong(data), 1_000));
          return socket;
        };
        const sockets = [await busy(broken.url), await busy(fixed.url)];
        await Promise.all([ends(sockets[0], [1011, "keepalive ping timeout"], "with the default"), outlives(sockets[1], "with a longer timeout")]);
      },
    ],
  },

  "no-code-or-no-close-frame": {
    steps: [
      async (scene, { text, output }) => {
        const server = await scene.server();
        const printed = [];
        evaluate(text, { server }, printed);
        const socket = await scene.client(server.url);
        socket.close();
        await socket.ended;
        shows(printed.join("\n"), output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        let ended;
        const closed = new Promise((resolve) => (ended = resolve));
        const server = await scene.server((socket) => socket.on("close", (code) => ended(code)));
        evaluate(text, { socket: await scene.client(server.url) });
        equal(await closed, 1000, "the server is told");
      },
    ],
  },

  "reason-too-long": {
    steps: [
      async (scene, { text, output }) => {
        shows(`${new Function("reason", `return ${text}`)("é".repeat(62))}`, output);
      },
    ],
    fixes: [
      async (scene, { text, messages }) => {
        const server = await scene.server();
        const socket = await scene.client(server.url);
        const reason = "é".repeat(62);
        let error;
        try {
          socket.close(4001, reason);
        } catch (thrown) {
          error = `${thrown.name}: ${thrown.message}`;
        }
        equal(error, messages[0], "ws");
        const short = new Function("reason", `${text}\nreturn short;`)(reason);
        equal(short, "é".repeat(61), "no half of a character");
        const other = await scene.client(server.url);
        other.close(4001, short);
        await ends(other, [4001, short], "the answer");
      },
    ],
  },

  "relay-of-1005-and-1006": {
    steps: [
      async (scene, { text, output }) => {
        const { thrown } = await relayed(scene, text, (socket) => socket.close());
        shows(thrown, output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const ends = [];
        for (const end of [(s) => s.close(), (s) => s.terminate(), (s) => s.close(4001, "idle")]) ends.push((await relayed(scene, text, end)).code);
        equal(ends, [1005, 1014, 4001], "without a code, cut, with a code");
      },
    ],
  },

  "upgrade-header-lost": {
    steps: [
      async (scene, { text, output, messages }) => {
        const server = await scene.server();
        const proxy = await scene.nginx(server.number, { location: "" });
        const { stdout } = await run("bash", ["-c", put(text, "http://localhost/ws", proxy.url.replace("ws:", "http:"))]);
        shows(stdout, output);
        check(messages[1] === output, "the message is what curl prints");
      },
    ],
    fixes: [
      async (scene, { text, messages }) => {
        const server = await scene.server((socket) => socket.close(4001, "here"));
        const broken = await scene.nginx(server.number, { location: "" });
        equal((await scene.end_of(broken.url)).error, messages[0], "without the lines");
        const fixed = await scene.nginx(server.number, { location: text });
        equal(await scene.end_of(fixed.url), { code: 4001, reason: "here" }, "with the lines");
      },
      async (scene, { text, messages }) => {
        const server = await scene.server((socket) => socket.close(4001, "here"));
        const here = put(text, "localhost:8080", `127.0.0.1:${server.number}`);
        const broken = await scene.apache(put(here, " upgrade=websocket", ""));
        equal((await scene.end_of(broken.url)).error, messages[0], "without the parameter");
        const fixed = await scene.apache(here);
        equal(await scene.end_of(fixed.url), { code: 4001, reason: "here" }, "with the parameter");
      },
    ],
  },

  "whose-size-limit": {
    steps: [
      async (scene, { text, output }) => {
        const printed = [];
        const server = await scene.server((socket) => evaluate(text, { socket }, printed), { maxPayload: 1024 });
        const socket = await scene.client(server.url);
        socket.send("x".repeat(2048));
        await ends(socket, [1009], "the sender is told");
        shows(printed.join("\n"), output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const sized = async (make) => {
          const server = evaluateTo(make, { WebSocketServer });
          await once(server, "listening");
          server.on("connection", (socket) => socket.on("error", () => {}));
          scene.ends.push(() => server.close());
          return `ws://127.0.0.1:${server.address().port}/ws`;
        };
        const here = put(text, "{ maxPayload", '{ port: 0, host: "127.0.0.1", maxPayload');
        const urls = [await sized(put(here, "16 * 1024 * 1024", "1024 * 1024")), await sized(here)];
        await sizes(scene, urls, 2 * 2 ** 20);
      },
      async (scene, { text }) => {
        const here = put(text, "serve(", "listen(");
        const make = (serve) => portOf(scene.python(websocketsServer(serve, "async for _ in websocket:\n    pass")));
        await sizes(scene, [await make(put(here, ", max_size=16 * 2**20", "")), await make(here)], 2 * 2 ** 20);
      },
      async (scene, { text }) => {
        const broken = await scene.uvicorn(put(text, " --ws-max-size 33554432", ""), RECEIVES);
        const fixed = await scene.uvicorn(text, RECEIVES);
        await sizes(scene, [broken.url, fixed.url], 17 * 2 ** 20);
      },
      "it is one line of Go, which would have to be compiled for nothing else",
    ],
  },

  "custom-code-arrives-as-1006": {
    steps: [
      async (scene, { text, output }) => {
        const server = await scene.uvicorn("uvicorn app:app", starlette("await websocket.accept()\nawait serve(websocket)"));
        const socket = await scene.client(server.url);
        const printed = [];
        evaluate(text, { socket }, printed);
        await socket.ended;
        shows(printed.join("\n"), output);
      },
      async (scene, { text, output, messages }) => {
        const server = await scene.uvicorn("uvicorn app:app", starlette("await websocket.accept()\nawait serve(websocket)"));
        await ends(await scene.client(server.url), [1006], "an exception");
        await server.printed("ValueError: a bug");
        const cwd = mkdtempSync(join(folder, "log-"));
        writeFileSync(join(cwd, "app.log"), server.text);
        const { stdout } = await run("bash", ["-c", text], { cwd });
        shows(stdout, output);
        shows(stdout, messages[0]);
      },
    ],
    fixes: [
      async (scene, { text, messages }) => {
        const lines = text.split("\n");
        const broken = await scene.uvicorn("uvicorn app:app", starlette([...lines].reverse().slice(0, 1).join("\n")));
        equal((await scene.end_of(broken.url)).error, "Error: Unexpected server response: 403", "without accept");
        await broken.printed(messages[2]);
        const fixed = await scene.uvicorn("uvicorn app:app", starlette(text));
        await ends(await scene.client(fixed.url), [4401, "token expired"], "accepted first");
      },
      async (scene, { text }) => {
        const accepted = (body) => starlette(`await websocket.accept()\n${body}`);
        const broken = await scene.uvicorn("uvicorn app:app", accepted("await serve(websocket)"));
        const fixed = await scene.uvicorn("uvicorn app:app", accepted(text));
        await ends(await scene.client(`${broken.url}/expired`), [1006], "an exception of one's own");
        await ends(await scene.client(broken.url), [1006], "a bug");
        await ends(await scene.client(`${fixed.url}/expired`), [4401, "token expired"], "an exception of one's own");
        await ends(await scene.client(fixed.url), [1011], "a bug");
        const returns = await scene.uvicorn("uvicorn app:app", accepted("return"));
        await ends(await scene.client(returns.url), [1006], "a return");
      },
      async (scene, { text, messages }) => {
        const server = (body) => scene.python(`import logging\nlogging.basicConfig()\n${websocketsServer("listen(handler, host, port)", body)}`);
        const broken = server("await serve(websocket)");
        await ends(await scene.client(await portOf(broken)), [1011], "an exception");
        await broken.printed(messages[1]);
        await ends(await scene.client(await portOf(server(text))), [4401, "token expired"], "caught");
        await ends(await scene.client(await portOf(server("return"))), [1000], "a return");
      },
      async (scene, { text }) => {
        // More than the system's buffers take, so that the Close frame waits behind it.
        const much = "x".repeat(32 * 2 ** 20);
        const broken = await scene.server((socket) => {
          socket.send(much);
          evaluate(text, { socket });
          socket.terminate();
        });
        const fixed = await scene.server((socket) => {
          socket.send(much);
          evaluate(text, { socket });
        });
        await ends(await scene.client(broken.url), [1006], "with terminate()");
        await ends(await scene.client(fixed.url), [4401, "token expired"], "without");
      },
    ],
  },

  "phone-sleeps-or-network-changes": {
    steps: [
      async (scene, { text, output }) => {
        const scaled = put(put(text, "5_000", "500"), "1_000", "100");
        const child = scene.program("node", "mjs", `console.log("started");\n${scaled}`);
        await child.printed("started");
        await sleep(400);
        equal(child.text.trim(), "started", "awake");
        child.kill("SIGSTOP");
        await sleep(900);
        child.kill("SIGCONT");
        await child.printed("asleep");
        await child.printed(" ms");
        shows(child.text, output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const silent = await scene.server();
        const answers = await scene.server((socket) => socket.on("message", () => socket.send("pong")));
        const page = await scene.page();
        const reconnects = (url, text) =>
          page.evaluate(
            ([text, url]) =>
              new Promise((resolve) => {
                const socket = new WebSocket(url);
                socket.onopen = () => {
                  new Function("socket", "reconnect", text)(socket, () => resolve(true));
                  dispatchEvent(new Event("online"));
                  setTimeout(() => resolve(false), 1_500);
                };
              }),
            [text, url],
          );
        const scaled = put(text, "5_000", "500");
        equal(await reconnects(silent.url, ""), false, "without it, nothing is noticed");
        equal(await reconnects(silent.url, scaled), true, "a connection that is lost");
        equal(await reconnects(answers.url, scaled), false, "a connection that lives");
      },
      "OkHttp runs on a JVM, and Debian's is older than the one that is recorded",
      null,
    ],
  },

  "no-close-event-when-the-network-dies": {
    steps: [
      async (scene, { text }) => {
        let ended = false;
        const server = await scene.server((socket) => socket.on("close", () => (ended = true)));
        const child = scene.node(WS_CLIENT, server.url);
        await child.printed("open");
        await run("bash", ["-c", text], { env: { ...env, PID: `${child.pid}` } });
        await sleep(1_000);
        equal([ended, server.clients.size], [false, 1], "a frozen peer");
        child.kill("SIGKILL");
        await child.ended;
        while (!ended) await sleep(20);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const serving = async (text) => {
          const codes = [];
          const server = await scene.server((socket) => socket.on("close", (code) => codes.push(code)));
          evaluate(text, { server, ...scene.timers(100) });
          const sockets = [await scene.client(server.url, { autoPong: false }), await scene.client(server.url)];
          return { codes, sockets };
        };
        const [without, withPings] = [await serving(""), await serving(text)];
        await withPings.sockets[0].ended;
        await sleep(600);
        equal([without.codes, withPings.codes], [[], [1006]], "only the one that does not answer is ended");
      },
      async (scene, { text }) => {
        const silent = await scene.server();
        const talks = await scene.server((socket) => {
          const timer = setInterval(() => socket.send("here"), 100);
          socket.on("close", () => clearInterval(timer));
        });
        const calls = { silent: 0, talks: 0, nothing: 0 };
        const watch = (name, url, text) => {
          const socket = new WebSocket(url);
          scene.ends.push(() => socket.terminate());
          evaluate(text, { socket, reconnect: () => (calls[name] += 1), ...scene.timers(60), clearTimeout });
        };
        watch("silent", silent.url, text);
        watch("talks", talks.url, text);
        watch("nothing", silent.url, "");
        await sleep(1_800);
        equal(calls, { silent: 1, talks: 0, nothing: 0 }, "who starts over");
      },
      async (scene, { text, messages }) => {
        const server = await scene.server(undefined, { autoPong: false });
        const scaled = put(put(text, "ping_interval=20", "ping_interval=0.3"), "ping_timeout=20", "ping_timeout=0.3");
        const broken = scene.python(websocketsClient(server.url, put(scaled, "ping_interval=0.3", "ping_interval=None")));
        const fixed = scene.python(websocketsClient(server.url, scaled));
        // Its own closing handshake then waits for an answer, which ws gives.
        await fixed.ended;
        shows(fixed.text, "keepalive ping timeout");
        check(messages[0].includes("keepalive ping timeout"), "the message");
        await sleep(500);
        equal(broken.text, "", "without Pings");
      },
      "it is a program in Go, which would have to be compiled for nothing else",
      "OkHttp runs on a JVM, and Debian's is older than the one that is recorded",
    ],
  },

  "all-clients-come-back-at-once": {
    steps: [
      async (scene, { text }) => {
        const server = await scene.server();
        const printed = [];
        evaluate(text, { server }, printed);
        for (let n = 0; n < 3; n += 1) await scene.client(server.url);
        equal(printed.map((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(line)), [true, true, true], "a second for each arrival");
      },
      "it takes minutes, and the tests of closecode-cli hold what it prints",
    ],
    fixes: [
      async (scene, { text }) => {
        // Each client draws its own numbers: here 0.05, 0.1, ...
        const clients = Array.from({ length: 19 }, (_, n) => fake(text, "", "", { Math: { ...maths, random: () => (n + 1) / 20 } }));
        equal(new Set(clients.map((client) => client.refuse())).size, 19, "no two wait equally long");
        const one = clients.at(-1);
        const waits = [0, 1, 2, 3, 4].map(() => one.refuse() / 0.95);
        equal(waits.map(Math.round), [10_000, 20_000, 40_000, 60_000, 60_000], "the ceiling doubles");
        one.last();
        equal(Math.round(one.refuse() / 0.95), 5_000, "after a connection that lasted");
        const fixedDelay = put(text, "Math.random() * ceiling", "5_000");
        const broken = Array.from({ length: 19 }, () => fake(fixedDelay, "", ""));
        equal(new Set(broken.map((client) => client.refuse())).size, 1, "with a constant delay all come together");
      },
      "it would be the only use of the package here; its options and their defaults are cited",
      "it would be the only use of the package here; the option is in the thread that is cited",
      async (scene, { text, messages }) => {
        const server = await scene.server();
        const opened = async (events) => {
          const proxy = await scene.nginx(server.number, { events });
          const sockets = await Promise.all(Array.from({ length: 6 }, () => scene.client(proxy.url)));
          return [sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length, readFileSync(proxy.log, "utf8").includes(messages[0])];
        };
        const [few, isSaid] = await opened("worker_connections 10;");
        check(few < 6 && isSaid, `with 10, ${few} of 6 are open, and the log ${isSaid ? "says" : "does not say"} so`);
        equal(await opened(text), [6, false], "with the limit raised");
      },
    ],
  },

  "event-code-is-undefined": {
    steps: [
      async (scene, { text, output }) => {
        const server = await scene.server(undefined, { verifyClient: (_, answer) => answer(false, 403) });
        shows(await inPage(scene, text, server.url), output);
      },
      async (scene, { text, output }) => {
        shows(await inNode(scene, text), output);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const server = await scene.server((socket) => socket.close(4001, "idle"));
        equal(await inPage(scene, text, server.url), "4001 idle true", "Chromium");
      },
      async (scene, { text }) => {
        equal(await inNode(scene, text), "4001 idle", "ws");
      },
      "it needs a server of Socket.IO, which nothing else here uses; the lines of its source are cited",
      async (scene, { text }) => {
        const code = (event) => new Function("event", `${text}\nreturn code;`)(event);
        equal([code({}), code({ code: null }), code({ code: 4001 })], [1006, 1006, 4001], "a code in any case");
      },
      "Debian has no Dart",
    ],
  },

  "deploy-ends-connections-with-1006": {
    steps: [
      async (scene, { text }) => {
        const server = scene.node(WS_SERVER);
        const socket = await scene.client(await portOf(server));
        await run("bash", ["-c", text], { env: { ...env, PID: `${server.pid}` } });
        await ends(socket, [1006], "a process that handles no signal");
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const server = scene.node(WS_SERVER + put(text, "30_000", "600"));
        const url = await portOf(server);
        const sockets = [await scene.client(url), await scene.client(url), await scene.client(url)];
        const open = [];
        for (const socket of sockets) socket.ended.then(() => open.push(sockets.filter((s) => s.readyState === WebSocket.OPEN).length));
        server.kill("SIGTERM");
        for (const socket of sockets) await ends(socket, [1012, "restart"], "drained");
        equal(open, [2, 1, 0], "one after the other");
        equal(await server.ended, 0, "the process ends by itself");
      },
      async (scene, { text }) => {
        for (const [signal, wanted] of [["SIGKILL", 1006], ["SIGTERM", 1012]]) {
          const server = await scene.uvicorn(text, RECEIVES);
          const socket = await scene.client(server.url);
          server.kill(signal);
          await ends(socket, [wanted], signal);
        }
      },
      async (scene, { text }) => {
        const server = await scene.server();
        const location = `${UPGRADE} proxy_read_timeout 1h;`;
        const reloaded = async (main) => {
          const proxy = await scene.nginx(server.number, { main, location });
          const socket = await scene.client(proxy.url);
          proxy.kill("SIGHUP");
          return socket;
        };
        const sockets = [await reloaded("worker_shutdown_timeout 1s;"), await reloaded(text)];
        await Promise.all([ends(sockets[0], [1006], "nginx with a second"), outlives(sockets[1], "nginx")]);
      },
      async (scene, { text }) => {
        const server = await scene.server();
        const stopped = async (global) => {
          const proxy = await scene.haproxy(server.number, { global, defaults: "timeout tunnel 1h" });
          const socket = await scene.client(proxy.url);
          proxy.kill("SIGUSR1");
          return socket;
        };
        const sockets = [await stopped("hard-stop-after 1s"), await stopped(text)];
        await Promise.all([ends(sockets[0], [1006], "HAProxy with a second"), outlives(sockets[1], "HAProxy")]);
      },
      "it needs Kubernetes; the setting becomes nginx's worker_shutdown_timeout, which is run",
      "Debian's Caddy, 2.6.2, is older than the option",
      "it needs Kubernetes",
    ],
  },

  "closed-at-once-in-a-loop": {
    steps: [
      async (scene, { text }) => {
        const server = await scene.server((socket) => socket.close(1008, "no token"));
        const socket = new WebSocket(server.url);
        const printed = [];
        evaluate(text, { socket }, printed);
        await once(socket, "close");
        check(/^1008 no token \d+ ms$/.test(printed.join("\n")), `printed ${printed}`);
      },
    ],
    fixes: [
      async (scene, { text }) => {
        const before = "let stable, attempt = 0; const isFinal = (code) => code === 1008; const connect = () => { const socket = new WebSocket();";
        const names = { Math: { ...maths, random: () => 0.5 } };
        const waits = (client) => [0, 1, 2, 3].map(() => client.refuse() / 0.5);
        const fixed = fake(text, before, "}; connect();", names);
        equal(waits(fixed), [1_000, 2_000, 4_000, 8_000], "the ceiling grows");
        fixed.last();
        equal(fixed.refuse() / 0.5, 1_000, "after a connection that lasted");
        equal(fixed.refuse(1008), undefined, "after a code that is final");
        const resets = put(text, "stable = setTimeout(() => { attempt = 0; }, 10_000);", "attempt = 0;");
        equal(waits(fake(resets, before, "}; connect();", names)), [1_000, 1_000, 1_000, 1_000], "reset at open, it never grows");
      },
    ],
  },
};

const maths = Object.fromEntries(Object.getOwnPropertyNames(Math).map((name) => [name, Math[name]]));

const evaluateTo = (text, names) => new Function(...Object.keys(names), `return ${text}`)(...Object.values(names));

/** What a browser prints that runs a text before its connection ends. */
async function inPage(scene, text, url) {
  const page = await scene.page();
  return page.evaluate(
    ([text, url]) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url);
        const log = (...words) => resolve(words.map(String).join(" "));
        new Function("socket", "console", text)(socket, { log });
      }),
    [text, url],
  );
}

/** What a client with ws prints when a server closes with 4001. */
async function inNode(scene, text) {
  const server = await scene.server((socket) => socket.close(4001, "idle"));
  const socket = await scene.client(server.url);
  const printed = [];
  evaluate(text, { socket }, printed);
  await socket.ended;
  await sleep(0);
  return printed.join("\n");
}

/** What a client sees behind a relay whose upstream ends. */
async function relayed(scene, text, end) {
  const upstreams = await scene.server((socket) => socket.on("message", () => end(socket)));
  let thrown;
  const relay = await scene.server(async (client) => {
    const upstream = await scene.client(upstreams.url);
    const passOn = [];
    evaluate(text, { client, upstream: { on: (_, handler) => passOn.push(handler) } });
    upstream.on("close", (code, reason) => {
      try {
        passOn.forEach((handler) => handler(code, reason));
      } catch (error) {
        thrown = `${error.name}: ${error.message}`;
        client.terminate();
      }
    });
    upstream.send("end");
  });
  const { code } = await scene.end_of(relay.url);
  return { code, thrown };
}

/** A message that is too big for the first of two servers, and not for the second. */
async function sizes(scene, [broken, fixed], bytes) {
  const message = "x".repeat(bytes);
  const first = await scene.client(broken);
  first.send(Buffer.from(message));
  await ends(first, [1009], "the default");
  const second = await scene.client(fixed);
  second.send(Buffer.from(message));
  const ping = once(second, "pong");
  second.ping();
  equal(await Promise.race([ping.then(() => "alive"), second.ended]), "alive", "the limit raised");
}

/** What is run, and what the pages show without being run. */
function scenarios() {
  const list = [];
  const wrong = [];
  let notRun = 0;
  for (const id of Object.keys(RUNS)) if (!manifest.problems.some((problem) => problem.id === id)) wrong.push(`there is no problem ${id}`);
  for (const problem of manifest.problems) {
    for (const [kind, key] of [["steps", "command"], ["fixes", "config"]]) {
      const runs = RUNS[problem.id]?.[kind] ?? [];
      const rows = problem[kind];
      if (runs.length !== rows.length) {
        wrong.push(`${problem.id} has ${rows.length} ${kind}, and ${runs.length} are known here; add what runs each to RUNS, or why it is not run`);
        continue;
      }
      rows.forEach((row, n) => {
        const name = `${problem.id}, ${kind} ${n + 1}`;
        const text = row[key] ?? undefined;
        if ((text === undefined) !== (runs[n] === null)) wrong.push(`${name}: ${text ? "is neither run, nor does RUNS say why not" : "has nothing to run"}`);
        else if (typeof runs[n] === "string") notRun += 1;
        else if (runs[n]) list.push({ name, run: runs[n], given: { text, output: row.output ?? undefined, messages: problem.messages } });
      });
    }
  }
  return { list, wrong, notRun };
}

const { list, wrong, notRun } = scenarios();
const only = process.argv[3];
const queue = list.filter(({ name }) => !only || name.startsWith(only));
const started = Date.now();
let done = 0;
process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(1);
});
await Promise.all(
  Array.from({ length: TOGETHER }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const scene = new Scene();
      const begun = Date.now();
      let timer;
      const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("it did not end")), LIMIT)));
      try {
        await Promise.race([next.run(scene, next.given), limit]);
        done += 1;
        if (only) console.log(`${next.name}: ${Date.now() - begun} ms`);
      } catch (error) {
        wrong.push(`${next.name}: ${error.message}`);
      }
      clearTimeout(timer);
      await scene.end();
    }
  }),
);
await (await browser)?.close();
rmSync(folder, { recursive: true, force: true });
for (const line of wrong) console.error(line);
console.log(`${done} commands and configurations of problems do what their pages say, ${notRun} are not run (${Math.round((Date.now() - started) / 1000)} s)`);
process.exit(wrong.length ? 1 : 0);
