export * from "./discord-rpc.cjs";
