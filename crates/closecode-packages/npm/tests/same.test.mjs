// The package gives the answers of the crate, in each runtime and in both module systems;
// `browser.test.mjs` asks a browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const folder = process.env.CLOSECODE_ANSWERS;
const compare = join(import.meta.dirname, "compare.mjs");
const modules = join(import.meta.dirname, "node_modules");

/** The program of a package for this platform: its scripts, which would link it, are not run. */
function program(scope, name) {
  const { platform, arch } = process;
  const machine = name === "bun" && arch === "arm64" ? "aarch64" : arch;
  const libc = name === "deno" && platform === "linux" ? "-glibc" : "";
  const inner = name === "bun" ? "bin/bun" : name;
  return join(
    modules,
    scope,
    `${scope === "@oven" ? "bun-" : ""}${platform}-${machine}${libc}`,
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
      ["codes", "lives", "rules", "texts", "retry-after", "vectors"],
    );
  });
}
