export * from "./spacebar-gateway.cjs";
