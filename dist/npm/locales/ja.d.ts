export * from "./ja.cjs";
