export * from "./signal-cdsi.cjs";
