// What every program does for the lab, whatever its library; ../README.md has the protocol.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** The version of an installed package. */
export function packageVersion(name) {
  const manifest = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/** The way that an address names, and the arguments of `close`, if this side closes first. */
function asked(address) {
  const url = new URL(address, "ws://lab");
  const way = url.pathname.split("/").pop();
  if (!url.searchParams.has("close")) return { way };
  const code = url.searchParams.get("close");
  const reason = "r".repeat(Number(url.searchParams.get("reason")));
  if (code === "") return { way, closes: [] };
  return { way, closes: reason ? [Number(code), reason] : [Number(code)] };
}

const print = (row) => process.stdout.write(`${JSON.stringify(row)}\n`);

/** What is known of the end of one connection, told once. */
export class Seen {
  constructor(address) {
    const { way, closes } = asked(address);
    this.closes = closes;
    this.row = { way, opened: false, error: false };
  }

  opened() {
    this.row.opened = true;
  }

  failed(error) {
    this.row.error = true;
    this.row.class ??= error?.code ?? error?.name;
    this.row.text ??= error?.message ?? (error && String(error));
  }

  /** Closes with `close`, if this side closes first. */
  close(close) {
    if (!this.closes) return;
    try {
      close(...this.closes);
    } catch (error) {
      this.row.throws = error.name;
      this.row.text = error.message;
      close();
    }
  }

  ended(code, reason, clean) {
    if (this.told) return;
    this.told = true;
    print({ ...this.row, code: code ?? null, reason: reason ?? "", clean: clean ?? null });
  }
}

/** Runs what the command line says: `client` opens an address, `server` calls back with a port. */
export function run({ version, client, server }) {
  switch (process.argv.at(-1)) {
    case "version":
      console.log(version());
      break;
    case "client":
      createInterface({ input: process.stdin })
        .on("line", (address) => client(address, new Seen(address)))
        .on("close", () => process.exit(0));
      break;
    case "server":
      server((port) => print({ port }));
      break;
  }
}

/** Watches a socket with the interface of browsers. */
export function watch(socket, seen) {
  if (socket.readyState === 1) seen.opened();
  socket.addEventListener("open", () => {
    seen.opened();
    seen.close((...closes) => socket.close(...closes));
  });
  socket.addEventListener("error", (event) => seen.failed(event.error ?? event));
  socket.addEventListener("close", ({ code, reason, wasClean }) =>
    seen.ended(code, reason, wasClean));
}
