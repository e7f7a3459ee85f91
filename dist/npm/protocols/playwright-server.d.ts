export * from "./playwright-server.cjs";
