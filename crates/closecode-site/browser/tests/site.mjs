// The site under test: its folder, its address, and a Chromium that tolerates nothing.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const needed = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run these tests with \`cargo xtask test browser\``);
  return value;
};

export const folder = needed("CLOSECODE_SITE");

/** Where the site believes that it is served: below a folder, because a site must not believe that it owns the host. */
const ADDRESS = needed("CLOSECODE_ADDRESS");

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
 * all that lie in it. The largest page stands for all of these, together with others until every class is seen that an
 * element of one has: a code that is never in a frame is drawn in another way.
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
    const text = readFileSync(join(folder, path), "utf8");
    found.set(kind, [...(found.get(kind) ?? []), { kind, path: path.slice("en/".length), size: text.length, classes: classesOf(text) }]);
  }
  return [...found.values()].flatMap((list) => {
    list.sort((a, b) => b.size - a.size || a.path.localeCompare(b.path));
    const unseen = new Set(list.flatMap(({ classes }) => classes));
    const shows = ({ classes }) => classes.filter((name) => unseen.has(name)).length;
    const chosen = [];
    for (let next = list[0]; chosen.length === 0 || unseen.size > 0; next = list.reduce((a, b) => (shows(b) > shows(a) ? b : a))) {
      chosen.push(next);
      next.classes.forEach((name) => unseen.delete(name));
    }
    return chosen;
  });
};

/** The classes of a page's elements, as `element.class`. */
const classesOf = (text) => {
  const found = [...text.matchAll(/<(\w+)[^>]*?\sclass=(?:"([^"]+)"|([^\s">]+))/g)];
  return [...new Set(found.flatMap(([, element, quoted, bare]) => (quoted ?? bare).split(" ").map((name) => `${element}.${name}`)))];
};

/** The address of a page. `cargo xtask test browser` runs the server, so that all files of tests can use it at once. */
export const served = (path) => `${ADDRESS}${path}`;

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
