export * from "./discord-gateway.cjs";
