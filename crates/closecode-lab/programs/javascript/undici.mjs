// The WebSocket that Node has built in.
import { WebSocket } from "undici";
import { packageVersion, run, watch } from "./lab.mjs";

run({
  version: () => packageVersion("undici"),
  client: (address, seen) => watch(new WebSocket(address), seen),
});
