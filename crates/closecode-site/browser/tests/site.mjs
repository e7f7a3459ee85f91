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

/** One page of each kind, below a language's folder. A kind that has no page is an error, not a shorter list. */
export const kinds = () => {
  const all = pages();
  const like = {
    index: /^en\/index\.html$/,
    code: /^en\/codes\/1012-[^/]+\/index\.html$/,
    "code without a frame": /^en\/codes\/1006-[^/]+\/index\.html$/,
    range: /^en\/ranges\/4000-[^/]+\/index\.html$/,
    comparison: /^en\/compare\/1006-[^/]+-vs-1012-[^/]+\/index\.html$/,
    comparisons: /^en\/compare\/index\.html$/,
    lookup: /^en\/lookup\/index\.html$/,
    situations: /^en\/situations\/index\.html$/,
    policy: /^en\/policy\/index\.html$/,
    sources: /^en\/sources\/index\.html$/,
    about: /^en\/about\/index\.html$/,
    protocols: /^en\/protocols\/index\.html$/,
    protocol: /^en\/protocols\/discord-gateway\/index\.html$/,
    number: /^en\/numbers\/4004\/index\.html$/,
  };
  return Object.entries(like).map(([kind, pattern]) => {
    const path = all.find((page) => pattern.test(page));
    if (!path) throw new Error(`there is no page of the kind "${kind}"`);
    return { kind, path: path.slice("en/".length) };
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
