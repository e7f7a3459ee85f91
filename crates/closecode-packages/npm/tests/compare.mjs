// Compares the answers of the package with those of the crate, and prints the first line that
// differs: `node compare.mjs FOLDER [cjs]`, in Node, Bun or Deno. The folder has the crate's lines,
// and the test vectors.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

import { difference, misjudged } from "./answers.mjs";

const [folder, system] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const load = system === "cjs" ? require : (path) => import(path);
const closecode = await load("closecode");

for (const mode of ["codes", "lives", "rules", "texts", "retry-after"]) {
  const expected = readFileSync(join(folder, `${mode}.txt`), "utf8");
  const found = await difference(mode, expected, closecode, load);
  if (found) {
    console.error(mode, found);
    process.exit(1);
  }
  console.log(`${mode}: every line is the same`);
}

const vectors = JSON.parse(readFileSync(join(folder, "closecode-vectors.json"), "utf8"));
const wrong = misjudged(vectors, closecode);
if (wrong.length > 0 || vectors.decisions.length === 0) {
  console.error(`vectors: ${wrong.length} decisions differ\n`, JSON.stringify(wrong[0]));
  process.exit(1);
}
console.log("vectors: every decision is the same");
