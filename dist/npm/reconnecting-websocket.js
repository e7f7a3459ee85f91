// Options for reconnecting-websocket, which partysocket was made from.

export { reconnecting } from "./partysocket.js";
