export * from "./th.cjs";
