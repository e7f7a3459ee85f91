export * from "./pulsar-websocket.cjs";
