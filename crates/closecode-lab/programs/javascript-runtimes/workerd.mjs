// workerd, the runtime of Cloudflare Workers. A worker has neither standard input nor a port that
// it knows, so this program, in Node, starts it and passes on what it is asked.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../javascript/lab.mjs";

const PROGRAM = "./node_modules/@cloudflare/workerd-linux-64/bin/workerd";
const program = new URL(PROGRAM, import.meta.url).pathname;

/** A module of the worker, as a string of Cap'n Proto. */
const source = (path) => JSON.stringify(readFileSync(new URL(path, import.meta.url), "utf8"));

/** Its version is the last day whose changes of behaviour it knows. */
function version() {
  return execFileSync(program, ["--version"], { encoding: "utf8" }).trim().split(" ").at(-1);
}

const config = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "lab", worker = (
      modules = [
        (name = "worker.mjs", esModule = ${source("workerd-worker.mjs")}),
        (name = "seen.mjs", esModule = ${source("../javascript/seen.mjs")}),
      ],
      compatibilityDate = "${version()}",
    )),
    (name = "internet", network = (allow = ["local", "private", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "lab")],
);
`;

/** A port that is free: nothing can ask workerd which one it has been given. */
const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Starts workerd, and returns its port when it answers. It ends with this program. */
async function start() {
  const port = await freePort();
  const file = join(mkdtempSync(join(tmpdir(), "closecode-workerd-")), "config.capnp");
  writeFileSync(file, config(port));
  const options = { stdio: ["ignore", "inherit", "ignore"] };
  spawn("setpriv", ["--pdeathsig", "KILL", program, "serve", file], options);
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return port;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Asks the worker to open an address. */
const open = (port, address) =>
  get({ host: "127.0.0.1", port, path: `/?open=${encodeURIComponent(address)}` }, (response) =>
    response.resume());

const port = process.argv.at(-1) === "version" ? undefined : start();

run({
  version,
  client: (address) => port.then((port) => open(port, address)),
  server: (listening) => port.then(listening),
});
