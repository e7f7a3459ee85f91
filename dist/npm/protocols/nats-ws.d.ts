export * from "./nats-ws.cjs";
