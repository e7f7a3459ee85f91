export * from "./subscriptions-transport-ws.cjs";
