// The site under test: its folder, a server for it, and a Chromium that tolerates nothing.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const needed = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these tests with \`cargo xtask test browser\``);
  return value;
};

export const folder = needed("CLOSECODE_SITE");

/** Where the site believes that it is served: below a folder, because a site must not believe that it owns the host. */
const ADDRESS = new URL(needed("CLOSECODE_ADDRESS"));
const BASE = ADDRESS.pathname;

/** Every HTML page of the site, as a path below its root. */
export const pages = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .map((path) => path.split(sep).join("/"))
    .sort();

/** The languages of the site: its folders with a page of their own. */
export const languages = () => pages().flatMap((path) => path.match(/^([a-z-]+)\/index\.html$/i)?.[1] ?? []);

/** Whether a page only leads to another. */
const isRedirect = (path) => readFileSync(join(folder, path), "utf8").slice(0, 2000).includes('http-equiv="refresh"');

let kindsOfEnglish;

/**
 * The kinds of pages that a language has, with their paths below its folder. A kind is a folder: "about", or "codes/*" for
 * all that lie in it. Of these the largest page stands for all, and the smallest too if it lacks half of what the other has.
 */
export const kinds = (tag = "en") => {
  kindsOfEnglish ??= kindsOf(pages().filter((path) => path.startsWith("en/") && !isRedirect(path)));
  // What retells English sources is in English only.
  const all = new Set(pages());
  return kindsOfEnglish.filter(({ path }) => all.has(`${tag}/${path}`));
};

const kindsOf = (paths) => {
  const found = new Map();
  for (const path of paths) {
    const [, section, page] = path.split("/");
    const kind = section === "index.html" ? "index" : page === "index.html" ? section : `${section}/*`;
    found.set(kind, [...(found.get(kind) ?? []), { kind, path: path.slice("en/".length), size: statSync(join(folder, path)).size }]);
  }
  return [...found.values()].flatMap((list) => {
    list.sort((a, b) => b.size - a.size || a.path.localeCompare(b.path));
    const [largest, smallest] = [list[0], list.at(-1)];
    return smallest.size < largest.size / 2 ? [largest, { ...smallest, kind: `${smallest.kind}, small` }] : [largest];
  });
};

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

/** Serves the site at its address; everything else is the 404 page. */
export const serve = async () => {
  const server = createServer((request, response) => {
    let path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    path = path.startsWith(BASE) ? path.slice(BASE.length) : "404.html";
    if (path === "" || path.endsWith("/")) path += "index.html";
    const file = join(folder, path);
    const found = file.startsWith(folder) && statSync(file, { throwIfNoEntry: false })?.isFile();
    response.writeHead(found && path !== "404.html" ? 200 : 404, { "content-type": TYPES[extname(found ? file : "404.html")] ?? "application/octet-stream" });
    response.end(readFileSync(found ? file : join(folder, "404.html")));
  });
  await new Promise((resolve) => server.listen(ADDRESS.port, ADDRESS.hostname, resolve));
  return { url: (path) => `${ADDRESS}${path}`, close: () => server.close() };
};

/** Where a page lies when nobody serves it. */
export const fileUrl = (path) => pathToFileURL(join(folder, path)).href;

// A browser that runs as root has no sandbox to go into.
export const launch = () =>
  chromium.launch({ executablePath: needed("CLOSECODE_CHROMIUM"), args: process.getuid() === 0 ? ["--no-sandbox"] : [] });

/**
 * A page on which every error counts: a script's, a refused load, a breach of the Content-Security-Policy, a request to
 * another host. `done` closes it and throws what was found.
 */
export const visit = async (browser, options = {}) => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const page = await context.newPage();
  const found = [];
  const expected = options.expect ?? (() => false);
  page.on("console", (message) => message.type() === "error" && found.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  // Leaving a page aborts what it still loads; that is no error of the page.
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") found.push(`not loaded: ${request.url()}: ${errorText}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["file:", "data:"].includes(protocol) && hostname !== "127.0.0.1") found.push(`from elsewhere: ${request.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
    });
  }
  const done = async () => {
    await context.close();
    const errors = found.filter((text) => !expected(text));
    if (errors.length > 0) throw new Error(`errors in the page:\n${errors.join("\n")}`);
  };
  return { page, done };
};
