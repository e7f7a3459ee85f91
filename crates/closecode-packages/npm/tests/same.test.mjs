// The package gives the answers of the crate, in each runtime and in both module systems.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { chromium } from "playwright-core";

const run = promisify(execFile);
const folder = process.env.CLOSECODE_ANSWERS;
const compare = join(import.meta.dirname, "compare.mjs");
const modules = join(import.meta.dirname, "node_modules");

/** The program of a package for this platform: its scripts, which would link it, are not run. */
function program(scope, name) {
  const { platform, arch } = process;
  const libc = name === "deno" && platform === "linux" ? "-glibc" : "";
  const inner = name === "bun" ? "bin/bun" : name;
  return join(
    modules,
    scope,
    `${scope === "@oven" ? "bun-" : ""}${platform}-${arch}${libc}`,
    inner,
  );
}

const RUNTIMES = {
  "Node, import": [process.execPath, [compare, folder]],
  "Node, require": [process.execPath, [compare, folder, "cjs"]],
  Bun: [program("@oven", "bun"), [compare, folder]],
  Deno: [program("@deno", "deno"), ["run", "--allow-read", "--no-lock", compare, folder]],
};

for (const [name, [command, options]] of Object.entries(RUNTIMES)) {
  test(`${name}: every answer is that of the crate`, async () => {
    const { stdout } = await run(command, options).catch(({ stderr }) => assert.fail(stderr));
    assert.deepEqual(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(":")[0]),
      ["codes", "lives", "rules", "retry-after", "vectors"],
    );
  });
}

test("Chromium, without a bundler: every answer is that of the crate", async () => {
  const server = createServer((request, response) => {
    const [type, at] = /\.(txt|json)$/.test(request.url)
      ? ["text/plain; charset=utf-8", folder]
      : /\.m?js$/.test(request.url)
        ? ["text/javascript", import.meta.dirname]
        : ["text/html; charset=utf-8", undefined];
    response.setHeader("content-type", type);
    response.end(at ? readFileSync(join(at, request.url)) : PAGE);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CLOSECODE_CHROMIUM,
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => document.title);
    assert.equal(await page.title(), "{}");
  } finally {
    await browser.close();
    server.close();
  }
});

const PAGE = `<!doctype html>
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
