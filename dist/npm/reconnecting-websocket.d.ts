export * from "./reconnecting-websocket.cjs";
