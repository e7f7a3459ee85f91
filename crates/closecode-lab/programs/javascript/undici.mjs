// The WebSocket that Node has built in.
import { WebSocket } from "undici";
import { packageVersion, run, watch } from "./lab.mjs";
import util from "./node_modules/undici/lib/web/websocket/util.js";

run({
  version: () => packageVersion("undici"),
  codes: { received: util.isValidStatusCode },
  client: (address, seen) => watch(new WebSocket(address), seen),
});
