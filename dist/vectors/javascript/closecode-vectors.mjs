// Runs the frames of closecode-vectors.json against a WebSocket library: docs/vectors.md says how.
// License: CC0-1.0. Usage: node closecode-vectors.mjs <vectors> <adapter> [<known differences>]
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import net from "node:net";
import { resolve } from "node:path";

const [vectors, adapterPath, known] = process.argv.slice(2);
const adapter = await import(`file://${resolve(adapterPath)}`);
const upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-";
const request = `GET / HTTP/1.1\r\nHost: localhost\r\n${upgrade}Version: 13\r\n`;
const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

function response(request) {
  const [, key] = /sec-websocket-key: *(\S+)/i.exec(request);
  const hash = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  return `HTTP/1.1 101 OK\r\n${upgrade}Accept: ${hash.digest("base64")}\r\n\r\n`;
}

// Plays the other side of a connection, and gives what comes back as a Close frame.
const play = (socket, { role, bytes, then = "", ends }) =>
  new Promise((resolve) => {
    let [data, isOpen, timer] = [Buffer.alloc(0), false];
    const finish = (reply) => [resolve(reply), clearTimeout(timer), socket.end()];
    const write = (hex) => socket.write(Buffer.from(hex, "hex"));
    socket.setTimeout(3000, () => socket.destroy());
    socket.on("error", () => {}).on("close", () => finish("none"));
    socket.on("data", (chunk) => {
      data = Buffer.concat([data, chunk]);
      const head = data.indexOf("\r\n\r\n");
      if (!isOpen && head >= 0) {
        if (role === "client") socket.write(response(`${data}`));
        write(bytes);
        if (ends) socket.end();
        timer = setTimeout(write, 1000, then);
        [isOpen, data] = [true, data.subarray(head + 4)];
      }
      for (let end; isOpen && data.length >= (end = 2 + (data[1] >> 7) * 4 + (data[1] & 0x7f)); ) {
        const mask = data[1] >> 7 ? data.subarray(2, 6) : [];
        const body = data.subarray(2 + mask.length, end).map((byte, i) => byte ^ mask[i % 4]);
        const code = ["empty", "malformed"][body.length] ?? `${body[0] * 256 + body[1]}`;
        if ((data[0] & 0xf) === 8) finish(code);
        data = data.subarray(end);
      }
    });
  });

let told; // What is called with what the user of the server is told.
const port = await adapter.server?.((end) => told(end));
const lab = net.createServer().listen(0, "127.0.0.1");
await once(lab, "listening");
let differences = "";
for (const vector of JSON.parse(readFileSync(vectors)).frames.filter((v) => adapter[v.role])) {
  const ended = new Promise((resolve) => (told = resolve));
  const isClient = vector.role === "client";
  if (isClient) adapter.client(`ws://127.0.0.1:${lab.address().port}`).then(told);
  const [socket] = isClient ? await once(lab, "connection") : [net.connect(port, "127.0.0.1")];
  if (!isClient) socket.write(request + key);
  const [replies, { reports, clean }] = await Promise.all([play(socket, vector), ended]);
  const fits = ({ reports: all, replies: back, clean: is }) =>
    all.includes(`${reports}`) && back.includes(replies) && (clean ?? is) === is;
  const end = { true: ", clean", false: ", not clean" }[clean] ?? "";
  const line = `${vector.id}: reports ${reports}, replies ${replies}${end}\n`;
  if (!vector.outcomes.some(fits)) differences += line;
}
process.stdout.write(differences);
process.exit(differences === (known ? readFileSync(known, "utf8") : "") ? 0 : 1);
