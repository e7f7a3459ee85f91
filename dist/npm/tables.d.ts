export * from "./tables.cjs";
