// What every program does for the lab, whatever its library; ../README.md has the protocol.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { print, Seen } from "./seen.mjs";

export { Seen, watch } from "./seen.mjs";

/** The version of an installed package. */
export function packageVersion(name) {
  const manifest = new URL(`./node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}

/** Runs what the command line says: `client` opens an address, `server` calls back with a port. */
export function run({ version, client, server }) {
  switch (process.argv.at(-1)) {
    case "version":
      console.log(version());
      break;
    case "client":
      createInterface({ input: process.stdin })
        .on("line", (address) => client(address, new Seen(address)))
        .on("close", () => process.exit(0));
      break;
    case "server":
      server((port) => print({ port }));
      break;
  }
}
