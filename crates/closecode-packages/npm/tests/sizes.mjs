// How large what an application imports is: bundled and minified by esbuild, then compressed.

import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The bundle of a module that is the text. */
export async function bundle(contents, external = []) {
  const result = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    external,
    logLevel: "silent",
  });
  return result.outputFiles[0].text;
}

/** Bytes minified, and compressed. */
export function sizes(text) {
  return { minified: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length };
}

/** What applications import: all of an entry, and some parts of it. */
export const IMPORTS = {
  "closecode, all of it": 'export * from "closecode";',
  "`policy` and `CloseCode`": 'export { CloseCode, policy } from "closecode";',
  "`decide`": 'export { decide } from "closecode";',
  "`Reconnector`": 'export { Reconnector } from "closecode";',
  "closecode/y-websocket": 'export * from "closecode/y-websocket";',
  "closecode/partysocket": 'export * from "closecode/partysocket";',
  "closecode/graphql-ws": 'export * from "closecode/graphql-ws";',
  "closecode/locales/en, `messages` alone": 'export { messages } from "closecode/locales/en";',
  "closecode/locales/en": 'export * from "closecode/locales/en";',
  "closecode/protocols/discord-gateway": 'export * from "closecode/protocols/discord-gateway";',
};
