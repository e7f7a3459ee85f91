export * from "./azure-relay.cjs";
