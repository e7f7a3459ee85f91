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

/** The numbers for which a function holds, as the data has them. */
function numbers(holds) {
  const ranges = [];
  for (let number = 0; number <= 65535; number += 1) {
    if (!holds(number)) continue;
    if (ranges.at(-1)?.[1] === number - 1) ranges.at(-1)[1] = number;
    else ranges.push([number, number]);
  }
  const shown = ranges.map(([first, last]) => (first === last ? `"${first}"` : `"${first}-${last}"`));
  return `[${shown.join(", ")}]`;
}

/** Runs what the command line says: `client` opens an address, `server` calls back with a port. */
export function run({ version, client, server, codes }) {
  switch (process.argv.at(-1)) {
    case "version":
      console.log(version());
      break;
    case "codes":
      for (const [key, holds] of Object.entries(codes)) console.log(`${key} = ${numbers(holds)}`);
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
