export * from "./openfront.cjs";
