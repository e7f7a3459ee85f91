export * from "./rocketchat-ddp.cjs";
