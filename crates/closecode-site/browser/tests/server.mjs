// Serves the site at its address until it is stopped; everything else is the 404 page. Says when it listens.
//
// node server.mjs FOLDER ADDRESS

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const [folder, address] = process.argv.slice(2);
const { port, hostname, pathname: base } = new URL(address);

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/** A path that is not UTF-8 names no file, and must not stop the server. */
const decoded = (path) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return "/not-utf-8";
  }
};

const server = createServer((request, response) => {
  let path = decoded(new URL(request.url, "http://localhost").pathname);
  path = path.startsWith(base) ? path.slice(base.length) : "404.html";
  if (path === "" || path.endsWith("/")) path += "index.html";
  const file = join(folder, path);
  const found = file.startsWith(folder) && statSync(file, { throwIfNoEntry: false })?.isFile();
  response.writeHead(found && path !== "404.html" ? 200 : 404, { "content-type": TYPES[extname(found ? file : "404.html")] ?? "application/octet-stream" });
  response.end(readFileSync(found ? file : join(folder, "404.html")));
});
server.listen(port, hostname, () => console.log("listening"));
