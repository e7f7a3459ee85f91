export * from "./phoenix.cjs";
