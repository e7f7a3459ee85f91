export * from "./hedgedoc-2.cjs";
