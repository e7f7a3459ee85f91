export * from "./anycable.cjs";
