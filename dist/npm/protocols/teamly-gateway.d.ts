export * from "./teamly-gateway.cjs";
