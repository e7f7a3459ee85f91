// Compares the answers of the package with those of the crate, and prints the first line that
// differs: `node compare.mjs FOLDER [cjs]`, in Node, Bun or Deno. The folder has the crate's lines.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

import { difference } from "./answers.mjs";

const [folder, system] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const load = system === "cjs" ? require : (path) => import(path);
const closecode = await load("closecode");

for (const mode of ["codes", "lives", "rules", "retry-after"]) {
  const expected = readFileSync(join(folder, `${mode}.txt`), "utf8");
  const found = await difference(mode, expected, closecode, load);
  if (found) {
    console.error(`${mode}, line ${found.line}\n  crate:   ${found.crate}\n  package: ${found.package}`);
    process.exit(1);
  }
  console.log(`${mode}: every line is the same`);
}
