export * from "./obs-websocket-5.cjs";
