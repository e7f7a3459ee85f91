export * from "./y-websocket.cjs";
