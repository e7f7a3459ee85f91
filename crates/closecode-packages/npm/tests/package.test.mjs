// The package as npm packs it: its files, its types, its size, its words.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { IMPORTS, bundle, sizes } from "./sizes.mjs";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const here = import.meta.dirname;
const folder = join(here, "node_modules/closecode");
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const readme = readFileSync(join(folder, "README.md"), "utf8");
const bin = (name) => join(here, "node_modules/.bin", name);

const names = (inner) =>
  readdirSync(join(folder, inner))
    .filter((file) => file.endsWith(".cjs"))
    .map((file) => `closecode/${inner}/${file.slice(0, -4)}`);
const locales = names("locales");
const protocols = names("protocols");
const entries = Object.keys(manifest.exports)
  .filter((path) => !path.includes("*") && path !== "./package.json")
  .map((path) => `closecode${path.slice(1)}`)
  .concat(locales, protocols);

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: folder, strict: true, pack: false });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, manifest)),
    [],
  );
});

test("the types of each entry are those of its module, in every resolution", async () => {
  const tarball = process.env.CLOSECODE_TARBALL;
  const some = ["locales/de", "protocols/discord-gateway"];
  const plain = entries.filter((entry) => !locales.includes(entry) && !protocols.includes(entry));
  const list = plain.map((entry) => entry.slice("closecode/".length) || ".").concat(some);
  const options = [tarball, "--format", "json", "--entrypoints", ...list];
  const { stdout } = await run(bin("attw"), options, { maxBuffer: 1e8 }).catch((error) => error);
  const { analysis } = JSON.parse(stdout);
  assert.deepEqual(analysis.problems, []);
  assert.equal(Object.keys(analysis.entrypoints).length, list.length);
});

test("every entry is the same module for import and for require", async () => {
  assert.ok(locales.length >= 15 && protocols.length > 100);
  for (const entry of entries) {
    const required = require(entry);
    const imported = await import(entry);
    assert.deepEqual(Object.keys(imported).sort(), Object.keys(required).sort(), entry);
    for (const name of Object.keys(imported)) {
      const [a, b] = [imported[name], required[name]];
      assert.equal(typeof a, typeof b);
      if (typeof a === "function") assert.equal(a.name, b.name);
      else assert.deepEqual(a, b, `${entry}: ${name}`);
    }
  }
});

test("each language has a text for each class, and answers with it", async () => {
  const { classify, textOf } = await import("closecode");
  const numbers = Array.from({ length: 65536 }, (_, code) => code);
  const labels = new Set(numbers.map((code) => classify(code).label));
  const english = await import("closecode/locales/en");
  const shape = (value) =>
    typeof value === "string"
      ? value.length > 0
      : Array.isArray(value)
        ? value.map(shape)
        : Object.fromEntries(Object.entries(value).map(([key, v]) => [key, shape(v)]));
  for (const entry of locales) {
    const language = await import(entry);
    assert.deepEqual(new Set(Object.keys(language.texts)), labels);
    assert.deepEqual(shape(language.messages), shape(english.messages));
    assert.deepEqual(shape(language.texts), shape(english.texts), entry);
    assert.equal(textOf(4711, language.texts), language.texts.private_use);
  }
});

test("every word that the crate says is in the union of its type", () => {
  const rows = readFileSync(join(process.env.CLOSECODE_ANSWERS, "codes.txt"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"))
    .filter((fields) => !fields[0].startsWith("http-"));
  const ends = readFileSync(join(process.env.CLOSECODE_ANSWERS, "lives.txt"), "utf8")
    .trimEnd()
    .split("\n")
    .flatMap((line) => JSON.parse(line).decisions);
  const types = ["codes", "decide", "tables"]
    .map((name) => readFileSync(join(folder, `${name}.d.cts`), "utf8"))
    .join("\n");
  const union = (name) => {
    const [, members] = new RegExp(`export type ${name} =([^;]*);`).exec(types);
    return new Set(
      members
        .split("|")
        .map((m) => m.trim().replaceAll('"', ""))
        .filter(Boolean),
    );
  };
  const column = (index) => rows.map((fields) => fields[index]).filter((word) => word !== "-");
  const said = {
    CodeLabel: column(1),
    CloseCodeIdent: column(2),
    CloseCodeName: column(3),
    Sender: column(6),
    Visibility: column(10),
    Action: [...column(12), ...ends.map(({ action }) => action)],
    Jitter: column(16),
    Fault: column(18),
    Severity: column(19),
    Alert: column(20),
    Authority: column(21),
    Rationale: ends.map(({ rationale }) => rationale),
  };
  for (const [name, words] of Object.entries(said)) {
    const known = union(name);
    for (const word of new Set(words)) assert.ok(known.has(word), `${name} has no "${word}"`);
  }
  // Of these, every word was said.
  for (const name of ["CodeLabel", "CloseCodeIdent", "CloseCodeName", "Rationale"]) {
    assert.deepEqual(union(name), new Set(said[name]));
  }
});

test("codes, policy and decisions are less than 6 kB, and nothing is in a bundle unasked", async () => {
  const all = await bundle(IMPORTS["closecode, all of it"]);
  assert.ok(sizes(all).gzip < 6000, `${sizes(all).gzip} bytes`);
  assert.match(all, /look-into-it/);
  assert.equal((await bundle('import "closecode";')).trim(), "");
  const policies = await bundle(IMPORTS["`policy` and `CloseCode`"]);
  assert.doesNotMatch(policies, /look-into-it|local-ping-timeout|Retry-After/);
  const messages = await bundle(IMPORTS["closecode/locales/en, `messages` alone"]);
  assert.doesNotMatch(messages, /causes/);
});

test("the README says how large things are", async () => {
  const rows = {
    "| `closecode` |": IMPORTS["closecode, all of it"],
    "| &nbsp;&nbsp;`policy`": IMPORTS["`policy` and `CloseCode`"],
    "| &nbsp;&nbsp;`decide`": IMPORTS["`decide`"],
    "| &nbsp;&nbsp;`Reconnector`": IMPORTS["`Reconnector`"],
    "| `closecode/y-websocket`": IMPORTS["closecode/y-websocket"],
    "| `closecode/partysocket`": IMPORTS["closecode/partysocket"],
    "| `closecode/graphql-ws`": IMPORTS["closecode/graphql-ws"],
    "| `closecode/locales/<tag>`": IMPORTS["closecode/locales/en"],
    "| `closecode/protocols/<id>`": IMPORTS["closecode/protocols/discord-gateway"],
  };
  for (const [start, text] of Object.entries(rows)) {
    const row = readme.split("\n").find((line) => line.startsWith(start));
    const said = Number(/([\d.]+) kB \|$/.exec(row)[1]);
    const found = sizes(await bundle(text)).gzip / 1000;
    assert.ok(Math.abs(said - found) <= 0.15, `${row}: it is ${found.toFixed(2)} kB`);
  }
});

// What an application compiles: its options are strict, and it has the types of a browser or not.
const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "node16", moduleResolution: "node16" },
  { module: "preserve", moduleResolution: "bundler" },
];

test("TypeScript takes the package and the README's programs, strictly", async () => {
  const work = join(here, "node_modules/.closecode-types");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const programs = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, program]) => program);
  assert.ok(programs.length >= 10);
  // The programs lie beside the tests, for TypeScript to find the packages and to check them.
  const files = programs.map((program, index) => [`readme-${index}.mts`, program]);
  for (const name of readdirSync(join(here, "types"))) {
    files.push([name, readFileSync(join(here, "types", name), "utf8")]);
  }
  for (const [name, text] of files) writeFileSync(join(work, name), text);
  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    target: "es2022",
    types: [],
  };
  const compiles = RESOLUTIONS.map(async (resolution, index) => {
    const config = join(work, `tsconfig-${index}.json`);
    const lib = ["es2022", "dom"];
    const options = { ...strict, ...resolution, lib };
    // The libraries that there are hooks for have errors of their own in their types.
    options.skipLibCheck = true;
    const list = files.map(([name]) => name);
    writeFileSync(config, JSON.stringify({ compilerOptions: options, files: list }));
    await compiled(config);
  });
  // Without the types of a browser, and with the package's own types checked.
  const config = join(work, "tsconfig-plain.json");
  const options = { ...strict, ...RESOLUTIONS[0], lib: ["es2022"] };
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: ["plain.mts"] }));
  writeFileSync(
    join(work, "plain.mts"),
    entries.map((entry, index) => `export * as e${index} from "${entry}";`).join("\n"),
  );
  await Promise.all([...compiles, compiled(config)]);
});

async function compiled(config) {
  await run(bin("tsc"), ["-p", config]).catch(({ stdout }) => assert.fail(stdout));
}
