// The package in Chromium: as modules without a bundler, and bundled with the libraries that it has
// hooks for.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { GRAPHQL_SCRIPT, SCRIPT, serving } from "./server.mjs";
import { bundle } from "./sizes.mjs";

const folder = process.env.CLOSECODE_ANSWERS;
let browser;
let server;
let address;

before(async () => {
  const program = await bundle('import "./hooks-browser.mjs";');
  const pages = {
    "/answers": ANSWERS,
    "/hooks": `<!doctype html><title>Hooks</title><script type="module">${program}</script>`,
  };
  server = createServer((request, response) => {
    const [type, at] = /\.(txt|json)$/.test(request.url)
      ? ["text/plain; charset=utf-8", folder]
      : /\.m?js$/.test(request.url)
        ? ["text/javascript", import.meta.dirname]
        : ["text/html; charset=utf-8", undefined];
    response.setHeader("content-type", type);
    response.end(at ? readFileSync(join(at, request.url)) : pages[request.url]);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CLOSECODE_CHROMIUM,
    args: ["--no-sandbox"],
  });
});

after(async () => {
  await browser.close();
  server.close();
});

test("Chromium, without a bundler: every answer is that of the crate", async () => {
  const page = await browser.newPage();
  await page.goto(`${address}/answers`);
  await page.waitForFunction(() => document.title);
  assert.equal(await page.title(), "{}");
});

test("Chromium, with its own sockets: each hook stops when it is decided", async () => {
  const page = await browser.newPage();
  await page.goto(`${address}/hooks`);
  for (const name of ["y-websocket", "partysocket", "reconnecting-websocket", "graphql-ws"]) {
    const peer = await serving(name === "graphql-ws" ? GRAPHQL_SCRIPT : SCRIPT);
    const causes = await page.evaluate((of) => globalThis.run(...of), [name, peer.url]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual([causes, peer.connections], [[1012, "not-opened", 1006, 4000], 4], name);
    peer.stop();
  }
});

const ANSWERS = `<!doctype html>
<script type="importmap">
  { "imports": {
    "closecode": "/node_modules/closecode/index.js",
    "closecode/locales/en": "/node_modules/closecode/locales/en.js"
  } }
</script>
<script type="module">
  import * as closecode from "closecode";
  import * as en from "closecode/locales/en";
  import { difference, misjudged } from "/answers.mjs";
  const compare = async () => {
    const found = {};
    for (const mode of ["codes", "lives", "retry-after"]) {
      const expected = await (await fetch("/" + mode + ".txt")).text();
      found[mode] = await difference(mode, expected, closecode, () => en);
    }
    const vectors = await (await fetch("/closecode-vectors.json")).json();
    found.vectors = misjudged(vectors, closecode)[0];
    return JSON.stringify(found);
  };
  document.title = await compare().catch(String);
</script>`;
